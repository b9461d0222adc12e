import { useState } from 'react';
import { useCredential } from '../api/credentials';
import type { Credential } from '../api/types';
import { credentialPage as text } from '../text/credential';
import { ReauthorizeDialog } from './authorize/ReauthorizeDialog';
import { DialogFailed } from './DialogFailed';
import { DeleteDialog } from './DeleteDialog';
import { DuplicateDialog } from './DuplicateDialog';
import { EditDialog } from './form/EditDialog';
import { RestoreDialog } from './RestoreDialog';
import { RevokeDialog } from './RevokeDialog';
import { RollBackDialog } from './RollBackDialog';
import { RotateDialog } from './RotateDialog';
import { ShareDialog } from './ShareDialog';
import type { DialogName } from './useDialog';

/**
 * The credential as it was when the dialog opened, which is what the person has seen and acts on. What was cached may
 * be older than the row that they clicked, so the first answer still counts.
 */
function useOpened(known: ReturnType<typeof useCredential>): Credential | undefined {
  const [reading] = useState(known.isFetching);
  const [opened, setOpened] = useState<{ credential: Credential; read: boolean } | null>(null);
  const read = !reading || known.isFetchedAfterMount;
  if (known.data && !opened?.read && (read || opened?.credential !== known.data))
    setOpened({ credential: known.data, read });
  return opened?.credential;
}

type Props = { dialog: DialogName; id: string; onClose: () => void };

export function CredentialDialog({ dialog, id, onClose }: Props) {
  const known = useCredential(id);
  const credential = useOpened(known);
  if (!credential) return known.isError && <DialogFailed what={text.what} query={known} onClose={onClose} />;
  const shared = { credential, onClose };
  switch (dialog) {
    case 'edit':
      return <EditDialog id={id} onClose={onClose} />;
    case 'rotate':
      return <RotateDialog {...shared} />;
    case 'reauthorize':
      return <ReauthorizeDialog {...shared} />;
    case 'duplicate':
      return <DuplicateDialog {...shared} />;
    case 'revoke':
      return <RevokeDialog {...shared} />;
    case 'restore':
      return <RestoreDialog {...shared} />;
    case 'rollback':
      return <RollBackDialog {...shared} />;
    case 'share':
      return <ShareDialog {...shared} />;
    case 'delete':
      return <DeleteDialog {...shared} />;
    default:
      return null;
  }
}
