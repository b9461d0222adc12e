import { Anchor, Button, Group, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { useVerifyChain } from '../../api/audit';
import { useFinishFirstSteps, useSignedIn } from '../../api/session';
import { useDialog } from '../../dialogs/useDialog';
import { ProblemNotice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
import { QueryFailed } from '../../parts/QueryFailed';
import { RelativeTime } from '../../parts/RelativeTime';
import { tell } from '../../parts/toasts';
import { audit } from '../../text/audit';
import { firstSteps as text } from '../../text/firstSteps';
import { ChainVerdict } from '../audit/ChainResult';
import { ResolveOnce } from './ResolveOnce';
import { Step } from './Step';
import { useFirstSteps } from './useFirstSteps';
import classes from './firstSteps.module.css';

/** Leads a new organization to its first resolve; it ends for good once all is done, or when it is hidden. */
export function FirstSteps() {
  const steps = useFirstSteps();
  const finish = useFinishFirstSteps();
  const verify = useVerifyChain();
  const { open } = useDialog();
  const { credential, key, use, failed } = steps;
  const verified = verify.data?.ok === true;
  const done = [credential !== null, key !== null, use !== null, verified];
  const current = done.indexOf(false);
  const check = () =>
    verify.mutate(undefined, {
      onSuccess: ({ ok, checked }) => {
        if (ok) finish.mutate(undefined, { onSuccess: () => allDone(checked) });
      },
    });

  return (
    <section className={classes.card} aria-label={text.title}>
      <div className={classes.top}>
        <div>
          <h2>{text.title}</h2> <span>{!steps.loading && text.progress(done.filter(Boolean).length, done.length)}</span>
        </div>
        <WorkButton variant="subtle" size="compact-sm" h={28} busy={finish.isPending} onClick={() => finish.mutate()}>
          {text.hide}
        </WorkButton>
      </div>
      <Working running={finish.isPending} onCancel={finish.cancel} />
      <ProblemNotice error={finish.error} />
      {failed && <QueryFailed what={text.what} query={failed} />}
      {steps.loading && !failed && <Skeleton h={250} mb={12} />}
      <ol className={classes.steps} hidden={steps.loading}>
        <Step
          number={1}
          done={done[0]}
          title={text.add}
          note={
            credential ? (
              <>
                {credential.name} · {credential.connectorName}
                {credential.lastTestedAt && (
                  <>
                    , {text.tested} <RelativeTime at={credential.lastTestedAt} within />
                  </>
                )}
              </>
            ) : (
              text.addHelp
            )
          }
          aside={credential && <Link to={`/credentials/${credential.id}`}>{text.open}</Link>}
        >
          {!credential && <AddFirst />}
        </Step>
        <Step
          number={2}
          done={done[1]}
          title={text.createKey}
          note={
            key ? (
              <>
                {key.name} · {text.created} <RelativeTime at={key.createdAt} within /> {text.by(key.createdBy.name)}
              </>
            ) : (
              text.createKeyHelp
            )
          }
          aside={
            key ? (
              <Link to="/settings/api-keys">{text.open}</Link>
            ) : (
              <Button
                variant={current === 1 ? 'filled' : 'default'}
                onClick={() => open({ dialog: 'create-engine-key' })}
              >
                {text.createKey}
              </Button>
            )
          }
        />
        <Step
          number={3}
          done={done[2]}
          title={text.resolve}
          note={use ? text.resolved(use) : current === 2 ? text.resolveHelp : text.resolveLater}
        >
          {credential && key && !use && (
            <ResolveOnce credential={credential} apiKey={key} last={steps.last} waiting={steps.waiting} />
          )}
        </Step>
        <Step
          number={4}
          done={done[3]}
          title={text.verify}
          note={text.verifyHelp}
          aside={
            <WorkButton
              variant={current === 3 ? 'filled' : 'default'}
              disabled={!use}
              title={use ? undefined : text.verifyLater}
              busy={verify.isPending}
              onClick={check}
            >
              {audit.verify}
            </WorkButton>
          }
        >
          <Working running={verify.isPending} onCancel={verify.cancel} />
          <ProblemNotice error={verify.error} />
          {verify.data && (
            <ChainVerdict result={verify.data}>
              <Link to="/audit">{text.openAudit}</Link>
            </ChainVerdict>
          )}
        </Step>
      </ol>
    </section>
  );
}

const allDone = (checked: number) => tell({ title: text.allDone, message: text.allDoneHelp(checked), to: '/audit' });

function AddFirst() {
  const { practice } = useSignedIn();
  const { open } = useDialog();
  return (
    <>
      <Group gap={8}>
        <Button onClick={() => open({ dialog: 'add' })}>{text.addButton}</Button>
        {practice && (
          <Button variant="default" onClick={() => open({ dialog: 'add', service: 'petstore' })}>
            {text.practice}
          </Button>
        )}
      </Group>
      {practice && (
        <p className={classes.help}>
          {text.practiceHelp}{' '}
          <Anchor href={practice.url} target="_blank" rel="noreferrer" fz="inherit">
            {practice.url}
          </Anchor>
        </p>
      )}
    </>
  );
}
