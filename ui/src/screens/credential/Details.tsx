import type { ReactNode } from 'react';
import { useConnector } from '../../api/connectors';
import { useGrants } from '../../api/credentialDetails';
import type { ConnectorField, Credential } from '../../api/types';
import { SecretSet } from '../../dialogs/form/SecretNote';
import { Mono } from '../../parts/Chip';
import { CopyIcon } from '../../parts/CopyIcon';
import { RelativeTime } from '../../parts/RelativeTime';
import { principalName } from '../../lib/principals';
import { levels } from '../../text/common';
import { overview as text } from '../../text/credential';
import { useIt } from '../../text/useIt';
import { Facts, Panel } from './Facts';
import classes from './credential.module.css';

type Fact = [string, ReactNode];

/** What a credential is; the header tells how it stands. */
export function Details({ credential }: { credential: Credential }) {
  const { connector, method, level, id } = credential;
  const fields = useConnector(connector).data?.methods.find((one) => one.id === method)?.fields ?? [];
  const mayView = level === 'view' || level === 'manage';
  return (
    <Panel title={text.details}>
      <Facts
        facts={[
          ...(mayView ? configured(credential, fields) : []),
          [text.method, credential.methodName],
          ...(mayView ? secrets(credential, fields) : []),
          // That a connected account never expires would contradict the end of its token.
          ...(credential.oauth && !credential.expiresAt
            ? []
            : ([[text.expires, <RelativeTime key="expires" at={credential.expiresAt} />]] as Fact[])),
          ...rotation(credential),
          [text.owner, principalName(credential.owner)],
          ...(mayView && credential.shared ? ([[text.sharedWith, <Shares key="shares" id={id} />]] as Fact[]) : []),
          [text.created, <RelativeTime key="created" at={credential.createdAt} />],
          [
            useIt.id,
            <span key="id" className={classes.copyable}>
              <Mono>{id}</Mono> <CopyIcon value={id} label={useIt.copyId} />
            </span>,
          ],
        ]}
      />
      {!mayView && <p className={classes.aside}>{text.mayNotView}</p>}
    </Panel>
  );
}

const labelOf = (fields: ConnectorField[], name: string) => fields.find((field) => field.name === name)?.label ?? name;

const configured = (credential: Credential, fields: ConnectorField[]): Fact[] =>
  Object.entries(credential.fields ?? {}).map(([name, value]) => [
    labelOf(fields, name),
    <Value key={name} value={value} field={fields.find((one) => one.name === name)} />,
  ]);

const secrets = (credential: Credential, fields: ConnectorField[]): Fact[] =>
  Object.entries(credential.secrets).map(([name, state]) => [
    labelOf(fields, name),
    <span key={name}>
      <SecretSet state={state} />
      {state.names && state.names.length > 0 && (
        <span className={classes.names}>
          {state.names.map((entry) => (
            <Mono key={entry}>{entry}</Mono>
          ))}
        </span>
      )}
    </span>,
  ]);

function rotation({ rotateBy, rotateEveryDays, secretVersion }: Credential): Fact[] {
  const facts: Fact[] = [[text.version, secretVersion]];
  if (!rotateBy) return facts;
  return [
    [
      text.rotateBy,
      <span key="rotate">
        <RelativeTime at={rotateBy} />
        {rotateEveryDays && ` · ${text.everyDays(rotateEveryDays)}`}
      </span>,
    ],
    ...facts,
  ];
}

function Shares({ id }: { id: string }) {
  const grants = useGrants(id).data ?? [];
  return (
    <>
      {grants.map(({ subject, level }) => (
        <div key={subject.id}>
          {principalName(subject)} · {levels[level]}
        </div>
      ))}
    </>
  );
}

function Value({ value, field }: { value: unknown; field: ConnectorField | undefined }) {
  if (field?.kind === 'boolean') return String(value) === 'true' ? text.yes : text.no;
  if (Array.isArray(value)) {
    return value.map((one) => (
      <span key={String(one)}>
        <Mono>{String(one)}</Mono>{' '}
      </span>
    ));
  }
  if (typeof value === 'object' && value !== null)
    return (
      <Mono>
        {Object.entries(value)
          .map(([name, one]) => `${name}: ${entryValue(one)}`)
          .join(', ')}
      </Mono>
    );
  if (value === null || value === undefined || value === '') return text.none;
  return field?.kind === 'text' || field?.kind === undefined ? <Mono>{String(value)}</Mono> : String(value);
}

/** Of a map with secret values, those that are not secret come with their mark. */
function entryValue(entry: unknown): string {
  const marked = typeof entry === 'object' && entry !== null && 'value' in entry;
  return String(marked ? entry.value : entry);
}
