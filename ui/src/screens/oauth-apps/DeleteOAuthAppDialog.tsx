import { Anchor, Text } from '@mantine/core';
import { useRef } from 'react';
import { Link } from 'react-router';
import { useDeleteOAuthApp, useReadAppsAgain } from '../../api/oauthApps';
import { isProblem } from '../../api/problem';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { Notice } from '../../parts/Notice';
import { oauthApps as text } from '../../text/oauthApps';
import { afterDeleteApp } from './afterOAuthApp';
import { usersOf, type AppDialogProps } from './OAuthAppParts';

export function DeleteOAuthAppDialog({ app, onClose }: AppDialogProps) {
  const readAgain = useReadAppsAgain();
  const lookAfter = useAftermath();
  const told = useRef(false);
  const version = useSeenVersion(app, text.delete);
  const remove = useDeleteOAuthApp(version.seen, () => {
    if (!told.current) lookAfter(afterDeleteApp(version.seen, readAgain));
  });
  const done = useDone(onClose);
  const tellDeleted = () => {
    told.current = true;
    done(text.deleted(app.name));
  };
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: tellDeleted,
      // The answer was lost: whether it is still there says what happened.
      onError: (error) => {
        version.refused(error);
        if (isProblem(error) && error.status === 0)
          void readAgain().then(
            (apps) => apps.some(({ id }) => id === app.id) || told.current || tellDeleted(),
            () => undefined,
          );
      },
    });
  // The list may not know of a credential that was added in the meantime.
  const refusedAs = isProblem(remove.error, 'app_in_use') ? remove.error : null;
  const users = Math.max(refusedAs?.usedBy ?? 0, app.usedBy);
  return (
    <ConfirmDialog
      title={text.deleteTitle(app.name)}
      confirm={text.delete}
      danger
      busy={remove.isPending}
      blocked={users > 0}
      error={refusedAs ? null : version.error(remove.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Text>{text.deleteLead}</Text>
      {users > 0 && (
        <Notice tone="warn" title={text.inUse(text.usedByCount(users))}>
          <Anchor component={Link} to={usersOf(app)} inherit>
            {text.showUsers}
          </Anchor>
        </Notice>
      )}
    </ConfirmDialog>
  );
}
