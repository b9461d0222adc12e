import { Group, Select, type ComboboxItem } from '@mantine/core';
import type { Connector } from '../../api/types';
import { findServices } from '../../lib/services';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { form as text } from '../../text/form';

type Props = {
  connectors: Connector[];
  value: string | null;
  error: string | undefined;
  path?: string;
  onChange: (id: string | null) => void;
};

/** Found by every name in use, not only by the one that is shown. */
export function ServiceSelect({ connectors, value, error, path = 'service', onChange }: Props) {
  const byId = new Map(connectors.map((connector) => [connector.id, connector]));
  const chosen = value ? byId.get(value) : undefined;
  return (
    <Select
      label={text.service}
      data-path={path}
      placeholder={text.serviceHint}
      nothingFoundMessage={text.noService}
      data={connectors.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onChange={onChange}
      searchable
      autoSelectOnBlur={false}
      selectFirstOptionOnChange
      allowDeselect={false}
      data-autofocus={value === null || undefined}
      maxDropdownHeight={320}
      filter={({ search }) =>
        findServices(connectors, search === chosen?.name ? '' : search).map(({ id, name }): ComboboxItem => ({
          value: id,
          label: name,
          disabled: false,
        }))
      }
      leftSection={chosen && <ServiceIcon service={chosen} size={20} />}
      renderOption={({ option }) => {
        const connector = byId.get(option.value);
        return (
          <Group gap={10}>
            {connector && <ServiceIcon service={connector} size={22} />}
            {option.label}
          </Group>
        );
      }}
    />
  );
}
