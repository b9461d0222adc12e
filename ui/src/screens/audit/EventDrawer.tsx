import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AuditEvent } from '../../api/types';
import { sentence, words } from '../../lib/sentences';
import { exactTime } from '../../lib/time';
import { Mono } from '../../parts/Chip';
import { actionName, actorTypes, audit as text, eventFacts as facts } from '../../text/audit';
import { EventOutcome } from './EventOutcome';
import { Facts } from '../credential/Facts';

export function EventDrawer({ event, onClose }: { event: AuditEvent | null; onClose: () => void }) {
  return (
    <Drawer
      opened={event !== null}
      onClose={onClose}
      position="right"
      size={460}
      title={event && text.event(event.seq)}
    >
      {event && <Facts facts={factsOf(event)} />}
    </Drawer>
  );
}

function factsOf(event: AuditEvent): [string, ReactNode][] {
  const all: [string, ReactNode][] = [
    [facts.at, exactTime(event.at)],
    [facts.actor, actorOf(event.actor)],
    [facts.action, <Action key="action" action={event.action} />],
    [facts.target, event.target && <Target key="target" target={event.target} />],
    [facts.outcome, <EventOutcome key="outcome" outcome={event.outcome} />],
    [facts.reason, event.reason],
    [facts.version, event.version],
    [facts.address, event.address],
    [facts.flow, event.flow],
    [facts.run, event.run],
    [facts.step, event.step],
    [facts.edgeNode, event.edgeNode],
    ...Object.entries(event.detail ?? {}).map(([name, value]): [string, ReactNode] => [
      sentence(words(name)),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    [facts.hash, <Mono key="hash">{event.hash}</Mono>],
  ];
  return all.filter(([, value]) => value !== null && value !== undefined && value !== false);
}

function actorOf({ name, type }: AuditEvent['actor']): string {
  return `${name ?? text.system} (${actorTypes[type] ?? type})`;
}

function Action({ action }: { action: string }) {
  return (
    <>
      {actionName(action)} <Mono>{action}</Mono>
    </>
  );
}

function Target({ target }: { target: NonNullable<AuditEvent['target']> }) {
  const name = target.name ?? target.id;
  return target.type === 'credential' && target.id ? <Link to={`/credentials/${target.id}`}>{name}</Link> : <>{name}</>;
}
