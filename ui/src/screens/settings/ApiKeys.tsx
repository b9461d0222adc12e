import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useApiKeys } from '../../api/apiKeys';
import type { ApiKey } from '../../api/types';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { useUpTo } from '../../parts/useUpTo';
import parts from '../../parts/parts.module.css';
import { apiKeys as text } from '../../text/settings';
import { ApiKeyCards } from './ApiKeyCards';
import { ApiKeyTable } from './ApiKeyTable';
import { CreateApiKeyDialog } from './CreateApiKeyDialog';
import { EditApiKeyDialog } from './EditApiKeyDialog';
import type { KeyAction } from './KeyParts';
import { RevokeApiKeyDialog } from './RevokeApiKeyDialog';
import { RotateApiKeyDialog } from './RotateApiKeyDialog';
import { SettingsPage } from './SettingsPage';
import classes from './settings.module.css';

const dialogs = { edit: EditApiKeyDialog, rotate: RotateApiKeyDialog, revoke: RevokeApiKeyDialog };

export function ApiKeys() {
  const keys = useApiKeys();
  const narrow = useUpTo(700);
  const Keys = narrow ? ApiKeyCards : ApiKeyTable;
  const [creating, setCreating] = useState(false);
  const [acting, setActing] = useState<{ action: KeyAction; key: ApiKey } | null>(null);
  const Dialog = acting && dialogs[acting.action];
  const create = <Button onClick={() => setCreating(true)}>{text.create}</Button>;
  const items = keys.data;
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
          <Keys keys={items} onAction={(action, key) => setActing({ action, key })} />
        </div>
      )}
      {creating && <CreateApiKeyDialog onClose={() => setCreating(false)} />}
      {Dialog && <Dialog apiKey={acting.key} onClose={() => setActing(null)} />}
    </SettingsPage>
  );
}
