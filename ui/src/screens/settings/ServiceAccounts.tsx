import { Button, Skeleton, Stack } from '@mantine/core';
import { useApiKeys } from '../../api/apiKeys';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useSignedIn } from '../../api/session';
import { useAsOpened } from '../../dialogs/useAsOpened';
import { useDialog, type DialogName } from '../../dialogs/useDialog';
import { managesAnything } from '../../lib/places';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { useUpTo } from '../../parts/useUpTo';
import parts from '../../parts/parts.module.css';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import { DeleteServiceAccountDialog } from './DeleteServiceAccountDialog';
import { EditServiceAccountDialog } from './EditServiceAccountDialog';
import { ServiceAccountCards } from './ServiceAccountCards';
import { ServiceAccountTable } from './ServiceAccountTable';
import { SettingsPage } from './SettingsPage';
import classes from './settings.module.css';

const dialogs: Partial<Record<DialogName, typeof EditServiceAccountDialog>> = {
  'edit-service-account': EditServiceAccountDialog,
  'delete-service-account': DeleteServiceAccountDialog,
};

export function ServiceAccounts() {
  const accounts = useServiceAccounts();
  const keys = useApiKeys();
  const narrow = useUpTo(700);
  const mayCreate = managesAnything(useSignedIn());
  const { open, close, dialog, account: asked } = useDialog();
  const create = mayCreate && (
    <Button data-focus-home onClick={() => open({ dialog: 'create-service-account' })}>
      {text.create}
    </Button>
  );
  const items = accounts.data;
  const Accounts = narrow ? ServiceAccountCards : ServiceAccountTable;
  const Dialog = dialog && dialogs[dialog];
  const acting = useAsOpened(
    dialog,
    items?.find(({ id }) => id === asked),
  );
  return (
    <SettingsPage title={text.title} actions={items?.length !== 0 && create}>
      <p className={classes.lead}>{text.lead}</p>
      <QueryFailed what={text.all} query={accounts} />
      {accounts.isPending && <Skeleton h={160} />}
      {items?.length === 0 && (
        <Empty title={text.none} text={mayCreate ? text.noneHelp : text.notForYou}>
          {create}
        </Empty>
      )}
      {items && items.length > 0 && (
        <Stack gap={12}>
          <QueryFailed what={text.keysWhat} query={keys} />
          <div className={parts.panel}>
            <Accounts
              accounts={items}
              keys={keys.data}
              onAction={(action, { id }) => open({ dialog: action, account: id })}
            />
          </div>
        </Stack>
      )}
      {Dialog && acting && <Dialog key={acting.id} account={acting} onClose={close} />}
    </SettingsPage>
  );
}
