import { Anchor, Button } from '@mantine/core';
import { Link } from 'react-router';
import { useConnector } from '../../api/connectors';
import type { Credential } from '../../api/types';
import { useDialog } from '../../dialogs/useDialog';
import { Mono } from '../../parts/Chip';
import { Notice } from '../../parts/Notice';
import { accountText as text } from '../../text/credential';
import { Facts, Panel } from './Facts';
import classes from './token.module.css';

type Props = { credential: Credential; oauth: NonNullable<Credential['oauth']> };

/** Whose account it is at the service, under which client, and what it may do there. */
export function AccountPanels({ credential, oauth }: Props) {
  const ofPerson = credential.type === 'oauth2';
  const client = oauth.app ? (
    <Anchor component={Link} to="/settings/oauth-apps" inherit>
      {oauth.app.name}
    </Anchor>
  ) : (
    text.ownClient
  );
  return (
    <>
      <Panel title={ofPerson ? text.account(credential.connectorName) : text.client(credential.connectorName)}>
        <Facts
          facts={[
            ...(ofPerson ? ([[text.name, credential.identity ?? text.unknown]] as [string, string][]) : []),
            [text.app, client],
          ]}
        />
      </Panel>
      {oauth.grantedScopes.length + oauth.missingScopes.length > 0 && (
        <Permissions credential={credential} oauth={oauth} />
      )}
    </>
  );
}

function Permissions({ credential, oauth: { grantedScopes, missingScopes } }: Props) {
  const { open } = useDialog();
  const { id, connector, method, level, type } = credential;
  const scopes = useConnector(connector).data?.methods.find((one) => one.id === method)?.oauth?.scopes ?? [];
  const meaningOf = (name: string) => scopes.find((scope) => scope.name === name)?.meaning;
  const reauthorize = level === 'manage' && type === 'oauth2' && (
    <Button variant="default" size="compact-sm" h={28} onClick={() => open({ dialog: 'reauthorize', credential: id })}>
      {text.reauthorize}
    </Button>
  );
  return (
    <Panel title={text.granted} note={grantedScopes.length}>
      <Scopes names={grantedScopes} meaningOf={meaningOf} />
      {missingScopes.length > 0 && (
        <Notice tone="warn" title={text.missing} action={reauthorize}>
          <Scopes names={missingScopes} meaningOf={meaningOf} />
          {text.missingHelp}
        </Notice>
      )}
    </Panel>
  );
}

function Scopes({ names, meaningOf }: { names: string[]; meaningOf: (name: string) => string | undefined }) {
  return (
    <ul className={classes.scopes}>
      {names.map((name) => (
        <li key={name}>
          {meaningOf(name)} <Mono>{name}</Mono>
        </li>
      ))}
    </ul>
  );
}
