import '@mantine/spotlight/styles.css';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { IconKey, IconPlugConnected, IconPlus, IconScript, IconSearch, IconSettings } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApiKeys } from '../api/apiKeys';
import { useConnectors } from '../api/connectors';
import { useCredentialSearch } from '../api/credentials';
import { useDialog } from '../dialogs/useDialog';
import { findServices } from '../lib/services';
import { statusName } from '../lib/status';
import { ServiceIcon } from '../parts/ServiceIcon';
import { common } from '../text/common';
import { credentials as credentialsText } from '../text/credentials';
import { keepScrollBar, overlayProps } from '../theme/theme';
import { frame, palette as text } from '../text/frame';

const [store, spotlight] = createSpotlight();

export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 150);
  const search = useCredentialSearch(asked, 8, {}, opened);
  const found = search.data?.items ?? [];
  // Until the server has answered, what it found before is narrowed here.
  const answered = asked === query.trim() && search.isSuccess && !search.isPlaceholderData;
  const nothing = answered ? text.nothing : text.searching;
  const connectors = useConnectors().data ?? [];
  const navigate = useNavigate();
  const { open } = useDialog();
  const keys = useApiKeys(opened).data ?? [];

  useEffect(() => (opened ? spotlight.open() : undefined), [opened]);

  const go = (to: string) => () => void navigate(to);
  const pages: SpotlightActionData[] = [
    { id: 'credentials', label: frame.credentials, onClick: go('/credentials'), leftSection: <IconKey size={18} /> },
    {
      id: 'connectors',
      label: frame.connectors,
      onClick: go('/connectors'),
      leftSection: <IconPlugConnected size={18} />,
    },
    { id: 'audit', label: frame.audit, onClick: go('/audit'), leftSection: <IconScript size={18} /> },
    { id: 'settings', label: frame.settings, onClick: go('/settings'), leftSection: <IconSettings size={18} /> },
  ];
  const actions: SpotlightActionGroupData[] = [
    {
      group: text.credentials,
      actions: found.map(({ id, name, connector, connectorName, status }) => ({
        id,
        label: name,
        description: `${connectorName} · ${statusName(status)}`,
        keywords: answered ? query : undefined,
        onClick: go(`/credentials/${id}`),
        leftSection: (
          <ServiceIcon
            service={connectors.find((known) => known.id === connector) ?? { id: connector, name: connectorName }}
          />
        ),
      })),
    },
    {
      group: text.connectors,
      actions: (query.trim() ? findServices(connectors, query).slice(0, 5) : []).map((connector) => ({
        id: `connector ${connector.id}`,
        label: connector.name,
        keywords: query,
        onClick: go(`/connectors/${connector.id}`),
        leftSection: <ServiceIcon service={connector} />,
      })),
    },
    {
      group: text.apiKeys,
      actions: (query.trim() ? keys : []).map(({ id, name }) => ({
        id,
        label: name,
        onClick: go('/settings/api-keys'),
        leftSection: <IconKey size={18} />,
      })),
    },
    {
      group: text.actions,
      actions: [
        {
          id: 'add',
          label: credentialsText.add,
          onClick: () => open({ dialog: 'add' }),
          leftSection: <IconPlus size={18} />,
        },
      ],
    },
    { group: text.pages, actions: pages },
  ];

  return (
    <Spotlight
      store={store}
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      centered={false}
      yOffset="14vh"
      removeScrollProps={keepScrollBar}
      overlayProps={overlayProps}
      attributes={{ content: { 'aria-label': frame.jump } }}
      nothingFound={search.isError ? common.loadFailed(credentialsText.all) : nothing}
      highlightQuery
      scrollable
      maxHeight={420}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      searchProps={{
        placeholder: text.placeholder,
        'aria-label': text.placeholder,
        leftSection: <IconSearch size={18} />,
      }}
    />
  );
}
