import type { ReactNode } from 'react';
import { useConnector } from '../../api/connectors';
import type { ConnectorField, Credential } from '../../api/types';
import { SecretSet } from '../../dialogs/form/SecretNote';
import { Chip, Mono } from '../../parts/Chip';
import { RelativeTime } from '../../parts/RelativeTime';
import { TestOutcome } from '../../parts/TestOutcome';
import { UseIt } from '../../parts/UseIt';
import { environments } from '../../text/common';
import { overview as text } from '../../text/credential';
import { useIt } from '../../text/useIt';
import { Facts, Panel } from './Facts';
import classes from './credential.module.css';

export function Overview({ credential }: { credential: Credential }) {
  const fields =
    useConnector(credential.connector).data?.methods.find(({ id }) => id === credential.method)?.fields ?? [];
  const mayView = credential.level === 'view' || credential.level === 'manage';
  const label = (name: string) => fields.find((field) => field.name === name)?.label ?? name;
  const configured = Object.entries(credential.fields ?? {});
  return (
    <div className={classes.overview}>
      <div>
        {mayView && configured.length > 0 && (
          <Panel title={text.configuration}>
            <Facts
              facts={configured.map(([name, value]) => [
                label(name),
                <Value key={name} value={value} field={fields.find((one) => one.name === name)} />,
              ])}
            />
          </Panel>
        )}
        {mayView && (
          <Panel title={text.secrets}>
            <Facts
              facts={Object.entries(credential.secrets).map(([name, state]) => [
                label(name),
                <SecretSet key={name} state={state} />,
              ])}
            />
          </Panel>
        )}
        {!mayView && <Panel title={text.configuration}>{text.mayNotView}</Panel>}
        <Panel title={text.account}>
          {credential.identity ?? (credential.lastTest?.ok ? text.accountNotTold : text.unknownAccount)}
          {credential.lastTest && (
            <div style={{ marginTop: 10 }}>
              <TestOutcome result={credential.lastTest} />
            </div>
          )}
        </Panel>
        {credential.notes && (
          <Panel title={text.notes}>
            <p className={classes.notes}>{credential.notes}</p>
          </Panel>
        )}
      </div>
      <div>
        <Panel title={useIt.title}>
          <UseIt credential={credential} mayView={mayView} />
        </Panel>
        <Panel title={text.about}>
          <Facts facts={aboutFacts(credential)} />
        </Panel>
      </div>
    </div>
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

function aboutFacts(credential: Credential): [string, ReactNode][] {
  return [
    [text.owner, credential.owner.name],
    [text.environment, credential.environment ? environments[credential.environment] : text.none],
    [text.tags, credential.tags.length > 0 ? credential.tags.map((tag) => <Chip key={tag}>{tag}</Chip>) : text.none],
    [text.created, <RelativeTime key="created" at={credential.createdAt} />],
    [text.updated, <RelativeTime key="updated" at={credential.updatedAt} />],
    [text.lastUsed, <RelativeTime key="used" at={credential.lastUsedAt} />],
    [text.lastTested, <RelativeTime key="tested" at={credential.lastTestedAt} />],
    [text.expires, <RelativeTime key="expires" at={credential.expiresAt} />],
    [text.rotateBy, <RelativeTime key="rotate" at={credential.rotateBy} />],
    [text.version, credential.secretVersion],
  ];
}
