import { Drawer, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useAuditEvent } from '../../api/audit';
import type { AuditEvent } from '../../api/types';
import { useStillFrom } from '../../lib/cameFrom';
import { isServiceAccount } from '../../lib/places';
import { principalName } from '../../lib/principals';
import { sentence, words } from '../../lib/sentences';
import { exactTime } from '../../lib/time';
import { Mono } from '../../parts/Chip';
import { QueryFailed } from '../../parts/QueryFailed';
import { actorWithKind, audit as text, eventFacts as facts, eventName, reasonSentence } from '../../text/audit';
import { EventOutcome } from './EventOutcome';
import { Facts } from '../credential/Facts';
import { explanationOf, isOfNoneKnown } from './explanation';
import { useOpenEvent } from './useOpenEvent';

/** The event that the address names, also where it is on none of the pages that were read. */
export function EventDrawer({ items }: { items: AuditEvent[] }) {
  const { seq, close } = useOpenEvent();
  const found = useAuditEvent(
    seq,
    items.find((event) => event.seq === seq),
  );
  const event = found.data;
  return (
    <Drawer
      opened={seq !== null}
      onClose={close}
      position="right"
      size={460}
      title={seq === null ? '' : text.event(seq)}
    >
      <QueryFailed what={text.one} query={found} />
      {event ? <Facts facts={factsOf(event)} /> : found.isFetching && <Skeleton h={280} />}
    </Drawer>
  );
}

function factsOf(event: AuditEvent): [string, ReactNode][] {
  const all: [string, ReactNode][] = [
    [facts.at, exactTime(event.at)],
    [facts.actor, actorWithKind(event.actor)],
    [facts.action, <Action key="action" event={event} />],
    [facts.target, event.target && <Target key="target" target={event.target} />],
    [facts.outcome, <EventOutcome key="outcome" outcome={event.outcome} />],
    [facts.reason, event.reason && <Reason key="reason" event={event} reason={event.reason} />],
    [facts.version, event.version],
    [facts.address, event.address],
    [facts.flow, event.flow],
    [facts.run, event.run],
    [facts.step, event.step],
    [facts.edgeNode, event.edgeNode],
    ...Object.entries(event.detail ?? {}).map(([name, value]): [string, ReactNode] => [
      sentence(words(name)),
      typeof value === 'string' ? <Fact key={name} value={value} /> : JSON.stringify(value),
    ]),
    [facts.hash, <Mono key="hash">{event.hash}</Mono>],
  ];
  return all.filter(([, value]) => value !== null && value !== undefined && value !== false);
}

/** Facts name service accounts by their ids. */
function Fact({ value }: { value: string }) {
  const named = isServiceAccount({ id: value });
  const known = useServiceAccounts(named).data?.find(({ id }) => id === value);
  return <>{known ? principalName(known) : value}</>;
}

/** What the code means, and where it is explained for this very caller. */
function Reason({ event, reason }: { event: AuditEvent; reason: string }) {
  const state = useStillFrom();
  const explained = explanationOf(event);
  const meaning = reasonSentence(event);
  return (
    <>
      {meaning && <div>{meaning}</div>}
      <Mono>{reason}</Mono>
      {isOfNoneKnown(event) && <div>{text.unexplained}</div>}
      {explained && (
        <div>
          <Link to={explained} state={state}>
            {text.explain}
          </Link>
        </div>
      )}
    </>
  );
}

function Action({ event }: { event: AuditEvent }) {
  return (
    <>
      {eventName(event)} <Mono>{event.action}</Mono>
    </>
  );
}

function Target({ target }: { target: NonNullable<AuditEvent['target']> }) {
  const name = target.name ?? target.id;
  return target.type === 'credential' && target.id ? <Link to={`/credentials/${target.id}`}>{name}</Link> : <>{name}</>;
}
