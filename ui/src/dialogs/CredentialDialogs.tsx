import { Suspense } from 'react';
import { later } from '../lib/later';
import { useDialog } from './useDialog';

const AddDialog = later(() => import('./form/AddDialog'), 'AddDialog');
const CredentialDialog = later(() => import('./CredentialDialog'), 'CredentialDialog');
const CreateApiKeyDialog = later(() => import('../screens/settings/CreateApiKeyDialog'), 'CreateApiKeyDialog');
const CreateServiceAccountDialog = later(
  () => import('../screens/settings/CreateServiceAccountDialog'),
  'CreateServiceAccountDialog',
);

/** The one dialog that the address asks for, above any screen. */
export function CredentialDialogs() {
  const { dialog, credential, account, service, method, pick, close } = useDialog();
  return (
    <Suspense fallback={null}>
      {dialog === 'add' && <AddDialog service={service} method={method} onPick={pick} onClose={close} />}
      {dialog === 'create-key' && <CreateApiKeyDialog account={account} onClose={close} />}
      {dialog === 'create-engine-key' && <CreateApiKeyDialog resolving onClose={close} />}
      {dialog === 'create-service-account' && <CreateServiceAccountDialog onClose={close} />}
      {dialog && dialog !== 'add' && credential && (
        <CredentialDialog key={`${dialog} ${credential}`} dialog={dialog} id={credential} onClose={close} />
      )}
    </Suspense>
  );
}
