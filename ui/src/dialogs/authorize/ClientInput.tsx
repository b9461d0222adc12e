import { Anchor, Button, Select, Skeleton, Text } from '@mantine/core';
import { useSignedIn } from '../../api/session';
import type { Connector, ConnectorMethod } from '../../api/types';
import { actsForItself } from '../../lib/oauthApps';
import { managesAnything } from '../../lib/places';
import { Notice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { client as text, oauthApps } from '../../text/oauthApps';
import { own, type Client } from './useClient';

type Props = {
  connector: Connector;
  method: ConnectorMethod;
  client: Client;
  error?: string;
  /** What stands for the client that the credential has. */
  present?: boolean;
  disabled?: boolean;
  onPick: (id: string) => void;
  /** Opens the form of a new app; absent where none can be added. */
  onAdd?: () => void;
};

/** Whether the client comes from an OAuth app, and from which. */
export function ClientInput(props: Props) {
  const { connector, method, client, error, present, disabled, onPick } = props;
  const { uses, required, apps, choices, value, app } = client;
  const mayAdd = managesAnything(useSignedIn()) && props.onAdd;
  if (!uses) return null;
  if (apps.isPending) return <Skeleton h={62} />;
  const failed = apps.isError && <QueryFailed what={oauthApps.all} query={apps} />;
  const add = mayAdd && (
    <Anchor component="button" type="button" fz="sm" onClick={props.onAdd}>
      {oauthApps.add}
    </Anchor>
  );
  if (choices.length === 0) {
    if (failed || present) return failed || null;
    if (required) return <NoApp service={connector.name} onAdd={mayAdd || undefined} error={error} />;
    return add ? (
      <Text c="dimmed" fz="sm">
        {text.orAdd} {add}
      </Text>
    ) : null;
  }
  const others = required ? [] : [{ value: own, label: present ? text.keep : text.here }];
  const place = app?.workspace?.name ?? oauthApps.theOrganization;
  return (
    <div>
      {failed}
      <Select
        label={text.label}
        data-path="app"
        description={app ? text.helpOf(place, oauthApps.usedByCount(app.usedBy)) : text.help}
        placeholder={text.pick}
        data={[...choices.map(({ id, name }) => ({ value: id, label: name })), ...others]}
        value={required && !app ? null : value}
        error={error}
        disabled={disabled}
        allowDeselect={false}
        onChange={(next) => next && onPick(next)}
      />
      {actsForItself(method) && (
        <Text c="dimmed" fz="sm" mt={4}>
          {text.onlyManaged}
        </Text>
      )}
      {add}
    </div>
  );
}

/** Nobody can go on before there is one: those who may add it do so here, the others learn who can. */
function NoApp({ service, onAdd, error }: { service: string; onAdd?: () => void; error?: string }) {
  return (
    <Notice
      tone={error ? 'bad' : 'warn'}
      title={text.none(service)}
      action={
        onAdd && (
          <Button variant="default" data-path="app" onClick={onAdd}>
            {oauthApps.add}
          </Button>
        )
      }
    >
      {!onAdd && text.ask}
    </Notice>
  );
}
