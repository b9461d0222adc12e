import { lazy, Suspense } from 'react';
import { useDialog } from './useDialog';

const AddDialog = lazy(() => import('./form/AddDialog').then((module) => ({ default: module.AddDialog })));
const CredentialDialog = lazy(() =>
  import('./CredentialDialog').then((module) => ({ default: module.CredentialDialog })),
);

const CreateApiKeyDialog = lazy(() =>
  import('../screens/settings/CreateApiKeyDialog').then((module) => ({ default: module.CreateApiKeyDialog })),
);

/** The one dialog that the address asks for, above any screen. */
export function CredentialDialogs() {
  const { dialog, credential, service, method, pick, close } = useDialog();
  return (
    <Suspense fallback={null}>
      {dialog === 'add' && <AddDialog service={service} method={method} onPick={pick} onClose={close} />}
      {dialog === 'create-key' && <CreateApiKeyDialog onClose={close} />}
      {dialog === 'create-engine-key' && <CreateApiKeyDialog resolving onClose={close} />}
      {dialog && dialog !== 'add' && credential && (
        <CredentialDialog key={`${dialog} ${credential}`} dialog={dialog} id={credential} onClose={close} />
      )}
    </Suspense>
  );
}
