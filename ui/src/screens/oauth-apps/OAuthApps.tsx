import { Button, Skeleton } from '@mantine/core';
import { useConnectors } from '../../api/connectors';
import { useOAuthApps } from '../../api/oauthApps';
import { useSignedIn } from '../../api/session';
import { useAsOpened } from '../../dialogs/useAsOpened';
import { useDialog, type DialogName } from '../../dialogs/useDialog';
import { managesAnything } from '../../lib/places';
import { Empty } from '../../parts/Empty';
import parts from '../../parts/parts.module.css';
import { QueryFailed } from '../../parts/QueryFailed';
import { oauthApps as text } from '../../text/oauthApps';
import { SettingsPage } from '../settings/SettingsPage';
import classes from '../settings/settings.module.css';
import { AddOAuthAppDialog } from './AddOAuthAppDialog';
import { AddAppSecretDialog, RemoveAppSecretDialog } from './AppSecretDialogs';
import { DeleteOAuthAppDialog } from './DeleteOAuthAppDialog';
import { EditOAuthAppDialog } from './EditOAuthAppDialog';
import { OAuthAppList } from './OAuthAppList';

const dialogs: Partial<Record<DialogName, typeof EditOAuthAppDialog>> = {
  'edit-app': EditOAuthAppDialog,
  'add-app-secret': AddAppSecretDialog,
  'remove-app-secret': RemoveAppSecretDialog,
  'delete-app': DeleteOAuthAppDialog,
};

export function OAuthApps() {
  const apps = useOAuthApps();
  const connectors = useConnectors().data ?? [];
  const mayAdd = managesAnything(useSignedIn());
  const { open, close, dialog, oauthApp } = useDialog();
  const add = mayAdd && (
    <Button data-focus-home onClick={() => open({ dialog: 'create-app' })}>
      {text.add}
    </Button>
  );
  const items = apps.data;
  const Dialog = dialog && dialogs[dialog];
  const acting = useAsOpened(
    dialog,
    items?.find(({ id, managed }) => managed && id === oauthApp),
  );
  return (
    <SettingsPage title={text.title} actions={items?.length !== 0 && add}>
      <p className={classes.lead}>{text.lead}</p>
      <QueryFailed what={text.all} query={apps} />
      {apps.isPending && <Skeleton h={160} />}
      {items?.length === 0 && (
        <Empty title={text.none} text={mayAdd ? text.noneHelp : text.noneForYou}>
          {add}
        </Empty>
      )}
      {items && items.length > 0 && (
        <div className={parts.panel}>
          <OAuthAppList
            apps={items}
            connectors={connectors}
            onAction={(action, { id }) => open({ dialog: action, oauthApp: id })}
          />
        </div>
      )}
      {dialog === 'create-app' && mayAdd && <AddOAuthAppDialog onClose={close} />}
      {Dialog && acting && <Dialog key={acting.id} app={acting} onClose={close} />}
    </SettingsPage>
  );
}
