import { useMantineColorScheme } from '@mantine/core';
import {
  IconKey,
  IconKeyboard,
  IconLogout,
  IconPassword,
  IconPencil,
  IconPlugConnected,
  IconPlus,
  IconRefresh,
  IconRobot,
  IconScript,
  IconSettings,
  IconShieldCheck,
  IconSunMoon,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { useApiKeys } from '../api/apiKeys';
import { useSignedIn } from '../api/session';
import { useConnectors } from '../api/connectors';
import { useCredential } from '../api/credentials';
import type { Credential } from '../api/types';
import { credentialActions } from '../dialogs/credentialActions';
import { useDialog } from '../dialogs/useDialog';
import { useRunTest } from '../dialogs/useRunTest';
import { editsAnywhere, managesAnything } from '../lib/places';
import { statusName } from '../lib/status';
import { ServiceIcon } from '../parts/ServiceIcon';
import { audit } from '../text/audit';
import { actions as credentialTexts, credentials as credentialsText } from '../text/credentials';
import { frame, palette as text } from '../text/frame';
import type { Entry } from './findEntries';
import { schemes } from './schemes';
import { useSignOutHere } from './useSignOutHere';

export type PaletteEntry = Entry & { icon: ReactNode };

const icon = (Drawing: Icon) => <Drawing size={18} />;

/** Everything that one can jump to or do, besides the credentials that only the server finds. */
export function usePaletteEntries(opened: boolean, credentials: Credential[], openKeys: () => void): PaletteEntry[] {
  const connectors = useConnectors().data ?? [];
  const keys = useApiKeys(opened).data ?? [];
  const me = useSignedIn();
  const navigate = useNavigate();
  const go = (to: string, state?: object) => () => void navigate(to, { state });
  const actions = useActions(go, openKeys);
  return [
    ...useCredentialEntries(credentials),
    ...credentials.map(({ id, name, connector, connectorName, status, identity }) => ({
      id,
      group: text.credentials,
      label: name,
      description: `${connectorName} · ${statusName(status)}`,
      keywords: [connectorName, identity ?? ''],
      run: go(`/credentials/${id}`),
      icon: (
        <ServiceIcon
          service={connectors.find((known) => known.id === connector) ?? { id: connector, name: connectorName }}
        />
      ),
    })),
    ...connectors.map((connector) => ({
      id: `connector ${connector.id}`,
      group: text.connectors,
      label: connector.name,
      keywords: [connector.id, ...connector.searchWords],
      run: go(`/connectors/${connector.id}`),
      icon: <ServiceIcon service={connector} />,
    })),
    ...keys.map(({ id, name, prefix }) => ({
      id,
      group: text.apiKeys,
      label: name,
      keywords: [prefix ?? ''],
      run: go('/settings/api-keys'),
      icon: icon(IconKey),
    })),
    ...actions,
    { group: text.pages, id: 'credentials', label: frame.credentials, run: go('/credentials'), icon: icon(IconKey) },
    {
      group: text.pages,
      id: 'connectors',
      label: frame.connectors,
      run: go('/connectors'),
      icon: icon(IconPlugConnected),
    },
    { group: text.pages, id: 'audit', label: frame.audit, run: go('/audit'), icon: icon(IconScript) },
    { group: text.pages, id: 'api-keys', label: text.apiKeys, run: go('/settings/api-keys'), icon: icon(IconSettings) },
    {
      group: text.pages,
      id: 'service-accounts',
      label: text.serviceAccounts,
      keywords: text.words.serviceAccounts,
      run: go('/settings/service-accounts'),
      icon: icon(IconSettings),
    },
    ...(editsAnywhere(me)
      ? [
          {
            group: text.pages,
            id: 'oauth-apps',
            label: text.oauthApps,
            keywords: text.words.oauthApps,
            run: go('/settings/oauth-apps'),
            icon: icon(IconSettings),
          },
        ]
      : []),
    { group: text.pages, id: 'account', label: text.account, run: go('/settings/account'), icon: icon(IconSettings) },
    { group: text.pages, id: 'settings', label: frame.settings, run: go('/settings'), icon: icon(IconSettings) },
  ];
}

/** What is done most often with a credential, besides opening it. */
const offered = [credentialTexts.rotate, credentialTexts.test, credentialTexts.edit];

/** First the actions on the credential whose page is shown; those on others are found by what is typed. */
function useCredentialEntries(credentials: Credential[]): PaletteEntry[] {
  const shown = useMatch('/credentials/:id/:tab?')?.params.id ?? null;
  const here = useCredential(shown).data;
  const { open } = useDialog();
  const test = useRunTest();
  const entriesOf = (credential: Credential, group: string): PaletteEntry[] =>
    credentialActions(credential, { open, test: test.mutate })
      .filter(({ name }) => offered.includes(name))
      .map(({ name, run }) => ({
        id: `${name} ${credential.id}`,
        group,
        label: `${name} ${credential.name}`,
        run,
        icon: icon(actionIcons[name] ?? IconKey),
      }));
  return [
    ...(here ? entriesOf(here, text.thisCredential) : []),
    ...credentials.filter(({ id }) => id !== shown).flatMap((one) => entriesOf(one, text.credentialActions)),
  ];
}

const actionIcons: Partial<Record<string, Icon>> = {
  [credentialTexts.rotate]: IconRefresh,
  [credentialTexts.test]: IconPlugConnected,
  [credentialTexts.edit]: IconPencil,
};

function useActions(go: (to: string, state?: object) => () => void, openKeys: () => void): PaletteEntry[] {
  const { open } = useDialog();
  const mayCreateAccounts = managesAnything(useSignedIn());
  const { setColorScheme } = useMantineColorScheme();
  const { signOut } = useSignOutHere();
  const group = text.actions;
  return [
    {
      group,
      id: 'add',
      label: credentialsText.add,
      keywords: text.words.add,
      run: () => open({ dialog: 'add' }),
      icon: icon(IconPlus),
    },
    {
      group,
      id: 'create-key',
      label: text.createKey,
      keywords: text.words.createKey,
      run: () => open({ dialog: 'create-key' }),
      icon: icon(IconKey),
    },
    ...(mayCreateAccounts
      ? [
          {
            group,
            id: 'create-service-account',
            label: text.createAccount,
            keywords: text.words.createAccount,
            run: () => open({ dialog: 'create-service-account' }),
            icon: icon(IconRobot),
          },
        ]
      : []),
    {
      group,
      id: 'verify',
      label: text.verify,
      keywords: [audit.verify, ...text.words.verify],
      run: go('/audit', { verify: true }),
      icon: icon(IconShieldCheck),
    },
    { group, id: 'password', label: text.changePassword, run: go('/settings/account'), icon: icon(IconPassword) },
    ...schemes.map(({ value, name }) => ({
      group,
      id: `scheme ${value}`,
      label: text.colours(name),
      keywords: text.words.colours,
      run: () => setColorScheme(value),
      icon: icon(IconSunMoon),
    })),
    { group, id: 'keys', label: frame.keys, keywords: text.words.keys, run: openKeys, icon: icon(IconKeyboard) },
    { group, id: 'sign-out', label: frame.signOut, keywords: text.words.signOut, run: signOut, icon: icon(IconLogout) },
  ];
}
