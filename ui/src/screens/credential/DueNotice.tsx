import { useConnector } from '../../api/connectors';
import { useInconclusiveTry, type LastTry } from '../../api/lastTry';
import type { Credential } from '../../api/types';
import { useDialog } from '../../dialogs/useDialog';
import { useRunTest } from '../../dialogs/useRunTest';
import { dueOf, type DueAction, type Testable } from '../../lib/due';
import { exactTime } from '../../lib/time';
import { Notice } from '../../parts/Notice';
import { RelativeTime } from '../../parts/RelativeTime';
import { WorkButton } from '../../parts/WorkButton';
import { TestDetails } from '../../parts/TestOutcome';
import { useNow } from '../../parts/useNow';
import { credentialPage, due as text } from '../../text/credential';
import { actions } from '../../text/credentials';
import classes from './credential.module.css';

/** What is wrong or due, and the one action that settles it. */
export function DueNotice({ credential }: { credential: Credential }) {
  const due = dueOf(credential, useNow(), useTestable(credential));
  const tried = useUndecided(credential);
  if (tried && (!due || due.action === 'test')) return <Undecided credential={credential} tried={tried} />;
  if (!due) return null;
  const { status, lastTest, notes, rollbackUntil, level, expiresAt, revokedAt } = credential;
  const since = { expired: expiresAt, expiring: expiresAt, revoked: revokedAt }[status as string];
  const alsoRollBack = due.action !== 'rollback' && status !== 'active' && rollbackUntil && level === 'manage';
  return (
    <div className={classes.due}>
      <Notice
        tone={due.tone}
        title={due.title}
        action={
          <div className={classes.actions}>
            {alsoRollBack && <ActionButton credential={credential} action="rollback" lesser />}
            {due.action && (
              <ActionButton
                credential={credential}
                action={due.action}
                lesser={status === 'revoked' || due.action === 'rollback'}
              />
            )}
          </div>
        }
      >
        {status === 'failing' && lastTest && !lastTest.ok ? <TestDetails result={lastTest} /> : due.text}
        {since && ` ${status === 'revoked' ? text.refusedSince(exactTime(since)) : text.expiry(exactTime(since))}`}
        {due.action === 'rollback' && rollbackUntil && (
          <>
            {' '}
            {text.rollBackEnds} <RelativeTime at={rollbackUntil} within />.
          </>
        )}
        {status === 'revoked' && notes && <p className={classes.notes}>{notes}</p>}
      </Notice>
      {tried && <Undecided credential={credential} tried={tried} />}
    </div>
  );
}

/** A test after the last one that is stored; it was tried in this session. */
function useUndecided({ id, lastTestedAt }: Credential): LastTry | null {
  const tried = useInconclusiveTry(id);
  return tried && (!lastTestedAt || lastTestedAt < tried.at) ? tried : null;
}

/** Says of the stored state only that it did not change. */
function Undecided({ credential, tried: { at, message } }: { credential: Credential; tried: LastTry }) {
  return (
    <div className={classes.due}>
      <Notice
        tone="off"
        title={
          <>
            {text.undecided} <RelativeTime at={at} within /> {text.undecidedEnd}
          </>
        }
        action={
          <div className={classes.actions}>
            <ActionButton credential={credential} action="test" />
          </div>
        }
      >
        {message} {credential.lastTestedAt ? text.undecidedTested : text.undecidedUntested}
      </Notice>
    </div>
  );
}

function useTestable({ connector, method, fields }: Credential): Testable {
  const known = useConnector(connector).data?.methods.find(({ id }) => id === method);
  if (known && !known.probe) return 'no';
  const hasAddress = known?.fields.some(({ name }) => name === 'testUrl');
  return hasAddress && fields && !fields.testUrl ? 'needs address' : 'yes';
}

function nameOf(action: DueAction, { lastTestedAt }: Credential, tried: boolean): string {
  if (action === 'rollback') return actions.rollBack;
  if (action === 'add_address') return text.addAddress;
  return action === 'test' && !lastTestedAt && !tried ? actions.test : credentialPage.cures[action];
}

type Props = { credential: Credential; action: DueAction; lesser?: boolean };

/** Shown to those who may take the action. What is done only for a reason, such as to restore, is not urged. */
function ActionButton({ credential, action, lesser = false }: Props) {
  const { open } = useDialog();
  const tried = useInconclusiveTry(credential.id) !== null;
  const test = useRunTest();
  const { id, level } = credential;
  const allowed = level === 'manage' || (action === 'test' && level !== 'see');
  if (!allowed) return null;
  const run = {
    restore: () => open({ dialog: 'restore', credential: id }),
    rotate: () => open({ dialog: 'rotate', credential: id }),
    reauthorize: () => open({ dialog: 'reauthorize', credential: id }),
    enter_secret: () => open({ dialog: 'edit', credential: id }),
    rollback: () => open({ dialog: 'rollback', credential: id }),
    test: () => test.mutate(credential),
    add_address: () => open({ dialog: 'edit', credential: id }),
  }[action];
  return (
    <WorkButton variant={lesser ? 'default' : 'filled'} onClick={run} busy={test.isPending}>
      {nameOf(action, credential, tried)}
    </WorkButton>
  );
}
