import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { deleteCredential, useCredentialAction, useLookAgain } from '../api/credentials';
import { useCredentialFlows, useUsage } from '../api/credentialDetails';
import { isProblem, type ApiProblem } from '../api/problem';
import type { Credential } from '../api/types';
import { listAddress, useCameFrom } from '../lib/cameFrom';
import { Notice } from '../parts/Notice';
import { UsedByEngines } from '../parts/UsedBy';
import { remove as text, stops as stopsText } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { Stops } from './Stops';
import { afterDelete } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';
import { useSeenVersion } from './useSeenVersion';

type Query = { data: unknown; error: Error | null };

/** Who may delete it without seeing who uses it, as an administrator may after somebody left, is told by the server. */
const settled = ({ data, error }: Query) => data !== undefined || isProblem(error, 'forbidden');

export function DeleteDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const [typed, setTyped] = useState('');
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const usage = useUsage(id);
  const using = useCredentialFlows(id);
  const version = useSeenVersion(credential, text.confirm);
  const lookAgain = useLookAgain();
  const lookAfter = useAftermath();
  const remove = useCredentialAction(
    (how: { confirm?: string; force?: true }, signal) => deleteCredential(version.seen, how, signal),
    () => lookAfter(afterDelete(version.seen)),
  );
  const list = useCameFrom('/credentials');
  const onPage = pathname.startsWith(`/credentials/${id}`);
  const done = useDone(() => (onPage ? void navigate(listAddress('/credentials', list)) : onClose()));
  // Once the server has named who uses it, the dialog keeps naming them, also while it tries again.
  const [refusal, setRefusal] = useState<ApiProblem | null>(null);
  const used = refusal !== null || (usage.data?.users.length ?? 0) > 0 || (using.data?.length ?? 0) > 0;
  const known = settled(usage) && settled(using);
  const force = (refusal?.flows.length ?? 0) > 0;

  const confirm = () =>
    remove.mutate(
      { ...(used && { confirm: typed }), ...(force && { force }) },
      {
        onSuccess: () => done(text.done(name), { to: undefined }),
        onError: (error) => {
          version.refused(error);
          if (isProblem(error, 'credential_in_use')) setRefusal(error);
          // The answer was lost: whether it is still there says what happened.
          if (isProblem(error) && error.status === 0)
            void lookAgain(id).then((there) => {
              if (!there) done(text.done(name), { to: undefined });
            });
        },
      },
    );
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      danger
      busy={remove.isPending}
      blocked={!known || (used && typed !== name)}
      error={isProblem(remove.error, 'credential_in_use') ? null : version.error(remove.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Text>{text.lead}</Text>
      {refusal ? <InUse refusal={refusal} /> : <Stops credential={id} />}
      {used && (
        <TextInput
          label={text.force(name)}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}

function InUse({ refusal: { flows, engines } }: { refusal: ApiProblem }) {
  return (
    <>
      {flows.length > 0 && (
        <Notice tone="bad" title={text.inUse}>
          {flows.map((flow) => flow.name).join(', ')}
        </Notice>
      )}
      {engines.length > 0 && (
        <Notice tone="bad" title={stopsText.engines}>
          <UsedByEngines engines={engines} />
        </Notice>
      )}
    </>
  );
}
