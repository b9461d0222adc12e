import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AuditEvent } from '../../api/types';
import { exactTime } from '../../lib/time';
import { Mono } from '../../parts/Chip';
import { audit as text, eventFacts as facts } from '../../text/audit';
import { Facts } from '../credential/Facts';
import classes from './audit.module.css';

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
    [facts.actor, `${event.actor.name ?? text.system} (${event.actor.type})`],
    [facts.action, <Mono key="action">{event.action}</Mono>],
    [facts.target, event.target && <Target key="target" target={event.target} />],
    [facts.outcome, text.outcomes[event.outcome]],
    [facts.reason, event.reason],
    [facts.version, event.version],
    [facts.address, event.address],
    [facts.flow, event.flow],
    [facts.run, event.run],
    [facts.step, event.step],
    [facts.edgeNode, event.edgeNode],
    [
      facts.detail,
      event.detail && Object.keys(event.detail).length > 0 && (
        <pre key="detail" className={classes.detail}>
          {JSON.stringify(event.detail, null, 2)}
        </pre>
      ),
    ],
    [facts.hash, <Mono key="hash">{event.hash}</Mono>],
  ];
  return all.filter(([, value]) => value !== null && value !== undefined && value !== false);
}

function Target({ target }: { target: NonNullable<AuditEvent['target']> }) {
  const name = target.name ?? target.id;
  return target.type === 'credential' && target.id ? <Link to={`/credentials/${target.id}`}>{name}</Link> : <>{name}</>;
}
