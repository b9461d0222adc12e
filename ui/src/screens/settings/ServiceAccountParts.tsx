import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { ApiKey, ServiceAccount } from '../../api/types';
import type { AccountDialogName } from '../../dialogs/useDialog';
import { grouped } from '../../lib/numbers';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import classes from './settings.module.css';

type Props = { account: ServiceAccount };

export type AccountAction = AccountDialogName | 'create-key';

export type AccountsProps = {
  accounts: ServiceAccount[];
  /** All API keys that this person sees; absent while they are not known. */
  keys: ApiKey[] | undefined;
  onAction: (action: AccountAction, account: ServiceAccount) => void;
};

export const placeOf = ({ workspace }: Pick<ServiceAccount, 'workspace'>) => workspace?.name ?? text.organization;

export const keysOf = (keys: ApiKey[], { id }: Pick<ServiceAccount, 'id'>) =>
  keys.filter(({ serviceAccount }) => serviceAccount?.id === id);

export function AccountNotes({ account: { notes } }: Props) {
  return notes && <div className={classes.notes}>{notes}</div>;
}

export function AccountKeys({ account, keys }: Props & Pick<AccountsProps, 'keys'>) {
  return <>{keys ? grouped(keysOf(keys, account).length) : text.keysUnknown}</>;
}

export function AccountMenu({ account, onAction }: Props & Pick<AccountsProps, 'onAction'>) {
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={text.actionsOf(account.name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAction('edit-service-account', account)}>{text.edit}</Menu.Item>
        <Menu.Item onClick={() => onAction('create-key', account)}>{text.createKey}</Menu.Item>
        <Menu.Item component={Link} to={`/audit?target=${account.id}`}>
          {text.audit}
        </Menu.Item>
        <Menu.Item c="var(--bad)" onClick={() => onAction('delete-service-account', account)}>
          {text.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
