import { Anchor, Select, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useSignedIn } from '../../api/session';
import { useDialog } from '../../dialogs/useDialog';
import { managesAnything } from '../../lib/places';
import { QueryFailed } from '../../parts/QueryFailed';
import { apiKeys as text } from '../../text/settings';
import { serviceAccounts } from '../../text/serviceAccounts';
import { placeOf } from './ServiceAccountParts';

type Props = { value?: string; error?: ReactNode; onChange?: (value: string) => void };

/** The person who creates the key. */
export const self = 'me';

/** To whom a new key belongs: to its person, or to a service account that the person manages. */
export function KeyOwnerInput({ onChange, ...input }: Props) {
  const me = useSignedIn();
  const accounts = useServiceAccounts();
  const { open } = useDialog();
  if (!managesAnything(me)) return null;
  if (accounts.isPending) return <Skeleton h={44} />;
  if (!accounts.data) return <QueryFailed what={serviceAccounts.all} query={accounts} />;
  if (accounts.data.length === 0)
    return (
      <Text c="dimmed" fz="sm">
        {text.accountInstead}{' '}
        <Anchor component="button" type="button" fz="sm" onClick={() => open({ dialog: 'create-service-account' })}>
          {text.createAccount}
        </Anchor>
      </Text>
    );
  const items = accounts.data.map((account) => ({
    value: account.id,
    label: `${account.name} (${placeOf(account)}, ${serviceAccounts.roles[account.role]})`,
  }));
  return (
    <Select
      label={text.belongsTo}
      description={text.ownerHelp}
      allowDeselect={false}
      data={[
        { group: text.meGroup, items: [{ value: self, label: text.me(me.user.name) }] },
        { group: text.accountsGroup, items },
      ]}
      {...input}
      onChange={(next) => onChange?.(next ?? self)}
    />
  );
}
