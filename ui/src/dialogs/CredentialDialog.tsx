import { useCredential } from '../api/credentials';
import { credentialPage as text } from '../text/credential';
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

type Props = { dialog: DialogName; id: string; onClose: () => void };

export function CredentialDialog({ dialog, id, onClose }: Props) {
  const known = useCredential(id);
  const credential = known.data;
  if (!credential) return known.isError && <DialogFailed what={text.what} query={known} onClose={onClose} />;
  const shared = { credential, onClose };
  switch (dialog) {
    case 'edit':
      return <EditDialog id={id} onClose={onClose} />;
    case 'rotate':
      return <RotateDialog {...shared} />;
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
