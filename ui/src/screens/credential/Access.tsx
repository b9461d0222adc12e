import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useGrants } from '../../api/credentialDetails';
import type { Credential, Grant } from '../../api/types';
import { useDialog } from '../../dialogs/useDialog';
import { principalName } from '../../lib/principals';
import { QueryFailed } from '../../parts/QueryFailed';
import { RelativeTime } from '../../parts/RelativeTime';
import { levels } from '../../text/common';
import { access as text } from '../../text/credential';
import { Explain } from './Explain';
import { Panel } from './Facts';
import { UnshareDialog } from './UnshareDialog';
import classes from './credential.module.css';

export function Access({ credential }: { credential: Credential }) {
  const grants = useGrants(credential.id);
  const { open } = useDialog();
  const [leaving, setLeaving] = useState<Grant['subject'] | null>(null);
  const manages = credential.level === 'manage';
  const items = grants.data ?? [];
  const share = (
    <Button data-focus-home variant="default" onClick={() => open({ dialog: 'share', credential: credential.id })}>
      {text.share}
    </Button>
  );
  return (
    <>
      <Panel title={text.scope}>{scopeSentence(credential)}</Panel>
      <Panel title={text.grants} aside={manages && share}>
        <QueryFailed what={text.grantsWhat} query={grants} />
        {grants.isPending && <Skeleton h={60} />}
        {grants.data && items.length === 0 && text.noGrants}
        {items.length > 0 && (
          <div className={classes.scrollX}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th>{text.who}</th>
                  <th>{text.level}</th>
                  <th>{text.since}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map(({ subject, level, grantedAt, grantedBy }) => (
                  <tr key={subject.id}>
                    <td>
                      {subject.name} {text.kinds[subject.type]}
                    </td>
                    <td>{levels[level]}</td>
                    <td>
                      <RelativeTime at={grantedAt} /> {text.by(principalName(grantedBy))}
                    </td>
                    <td>
                      {manages && (
                        <Button
                          variant="subtle"
                          color="gray"
                          size="compact-sm"
                          h={28}
                          aria-label={text.unshareFrom(subject.name)}
                          onClick={() => setLeaving(subject)}
                        >
                          {text.unshare}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      <Explain id={credential.id} />
      {leaving && <UnshareDialog credential={credential} subject={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function scopeSentence({ scope, owner, workspace }: Credential): string {
  if (scope === 'personal') return text.scopeOf.personal(principalName(owner));
  return scope === 'workspace' ? text.scopeOf.workspace(workspace?.name ?? '') : text.scopeOf.organization;
}
