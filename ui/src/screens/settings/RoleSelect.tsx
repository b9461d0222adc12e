import { Select, type SelectProps } from '@mantine/core';
import type { ServiceAccountRole } from '../../api/types';
import { serviceAccounts as text } from '../../text/serviceAccounts';

const ofWorkspace: ServiceAccountRole[] = ['viewer', 'editor', 'manager'];

type Props = Omit<SelectProps, 'value'> & { ofOrganization: boolean; value?: ServiceAccountRole };

/** The roles of a service account in a workspace, or its only one in the organization. `none` is told, not offered. */
export function RoleSelect({ ofOrganization, value, ...input }: Props) {
  const offered: ServiceAccountRole[] = ofOrganization ? ['admin'] : ofWorkspace;
  const roles = value === 'none' ? [value, ...offered] : offered;
  return (
    <Select
      label={text.role}
      description={value && text.roleHelp[value]}
      data={roles.map((role) => ({ value: role, label: text.roles[role] }))}
      allowDeselect={false}
      value={value}
      {...input}
    />
  );
}
