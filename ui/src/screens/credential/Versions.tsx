import { Button, Skeleton } from '@mantine/core';
import { useVersions } from '../../api/credentialDetails';
import type { Credential } from '../../api/types';
import { useDialog } from '../../dialogs/useDialog';
import { principalName } from '../../lib/principals';
import type { Tone } from '../../lib/status';
import { QueryFailed } from '../../parts/QueryFailed';
import { RelativeTime } from '../../parts/RelativeTime';
import { Dot } from '../../parts/StatusDot';
import { versions as text } from '../../text/credential';
import { Panel } from './Facts';
import classes from './credential.module.css';

const tones: Record<keyof typeof text.states, Tone> = { current: 'ok', previous: 'warn', destroyed: 'off' };

export function Versions({ credential }: { credential: Credential }) {
  const versions = useVersions(credential.id);
  const { open } = useDialog();
  if (versions.isError) return <QueryFailed what={text.what} query={versions} />;
  if (!versions.data) return <Skeleton h={160} />;
  const mayRollBack = credential.level === 'manage' && credential.rollbackUntil !== null;
  const rollBack = (
    <Button variant="default" onClick={() => open({ dialog: 'rollback', credential: credential.id })}>
      {text.rollBack}
    </Button>
  );
  return (
    <Panel title={text.title} aside={mayRollBack && rollBack}>
      <div className={classes.scrollX}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{text.version}</th>
              <th>{text.state}</th>
              <th>{text.created}</th>
            </tr>
          </thead>
          <tbody>
            {versions.data.map(({ version, state, createdAt, createdBy, destroyAfter, destroyedAt }) => (
              <tr key={version}>
                <td>{version}</td>
                <td>
                  <Dot tone={tones[state]} />
                  {text.states[state]}{' '}
                  {state === 'previous' && destroyAfter && (
                    <>
                      · {text.ends} <RelativeTime at={destroyAfter} within />
                    </>
                  )}
                  {state === 'destroyed' && destroyedAt && <RelativeTime at={destroyedAt} within />}
                </td>
                <td>
                  <RelativeTime at={createdAt} /> {text.by(principalName(createdBy))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
