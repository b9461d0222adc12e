import { Button, Skeleton } from '@mantine/core';
import { useApiKeys } from '../../api/apiKeys';
import { useAsOpened } from '../../dialogs/useAsOpened';
import { useDialog, type DialogName } from '../../dialogs/useDialog';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { useUpTo } from '../../parts/useUpTo';
import parts from '../../parts/parts.module.css';
import { apiKeys as text } from '../../text/settings';
import { ApiKeyCards } from './ApiKeyCards';
import { ApiKeyTable } from './ApiKeyTable';
import { EditApiKeyDialog } from './EditApiKeyDialog';
import { RevokeApiKeyDialog } from './RevokeApiKeyDialog';
import { RotateApiKeyDialog } from './RotateApiKeyDialog';
import { SettingsPage } from './SettingsPage';
import classes from './settings.module.css';

const dialogs: Partial<Record<DialogName, typeof EditApiKeyDialog>> = {
  'edit-key': EditApiKeyDialog,
  'rotate-key': RotateApiKeyDialog,
  'revoke-key': RevokeApiKeyDialog,
};

export function ApiKeys() {
  const keys = useApiKeys();
  const narrow = useUpTo(700);
  const Keys = narrow ? ApiKeyCards : ApiKeyTable;
  const { open, close, dialog, key: asked } = useDialog();
  const create = (
    <Button data-focus-home onClick={() => open({ dialog: 'create-key' })}>
      {text.create}
    </Button>
  );
  const items = keys.data;
  const Dialog = dialog && dialogs[dialog];
  const acting = useAsOpened(
    dialog,
    items?.find(({ id }) => id === asked),
  );
  return (
    <SettingsPage title={text.title} actions={items?.length !== 0 && create}>
      <p className={classes.lead}>{text.lead}</p>
      <QueryFailed what={text.all} query={keys} />
      {keys.isPending && <Skeleton h={160} />}
      {items?.length === 0 && (
        <Empty title={text.none} text={text.noneHelp}>
          {create}
        </Empty>
      )}
      {items && items.length > 0 && (
        <div className={parts.panel}>
          <Keys keys={items} onAction={(action, { id }) => open({ dialog: `${action}-key`, key: id })} />
        </div>
      )}
      {Dialog && acting && <Dialog apiKey={acting} onClose={close} />}
    </SettingsPage>
  );
}
