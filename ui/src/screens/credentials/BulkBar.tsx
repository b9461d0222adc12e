import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { bulk as text } from '../../text/credentials';
import { useBulk } from './useBulk';
import { later } from '../../lib/later';
import type { Selection } from './useSelection';
import classes from './bulk.module.css';

const BulkResults = later(() => import('./BulkResults'), 'BulkResults');
const BulkRevokeDialog = later(() => import('./BulkRevokeDialog'), 'BulkRevokeDialog');

export function BulkBar({ selection }: { selection: Selection }) {
  const bulk = useBulk();
  const [results, { open: showResults, close: hideResults }] = useDisclosure();
  const [asking, { open: ask, close: stopAsking }] = useDisclosure();
  const { chosen, clear } = selection;
  const revocable = chosen.filter(({ level, status }) => level === 'manage' && status !== 'revoked');
  const testable = chosen.filter(({ level }) => level !== 'see');

  const start = (kind: 'test' | 'revoke') => {
    void bulk.run(kind, kind === 'test' ? testable : revocable);
    stopAsking();
    showResults();
  };

  return (
    <>
      {(chosen.length > 0 || bulk.busy) && (
        <div className={classes.bar} role="region" aria-label={text.selected(chosen.length)}>
          <span className={classes.count}>{text.selected(chosen.length)}</span>
          <Button variant="default" disabled={bulk.busy || testable.length === 0} onClick={() => start('test')}>
            {text.test}
          </Button>
          <Button variant="default" disabled={bulk.busy || revocable.length === 0} onClick={ask}>
            {text.revoke}
          </Button>
          {bulk.items.length > 0 && (
            <Button variant="subtle" onClick={showResults}>
              {text.showProgress(bulk.done, bulk.items.length)}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={clear}>
            {text.clear}
          </Button>
        </div>
      )}
      <Suspense fallback={null}>
        {asking && (
          <BulkRevokeDialog opened credentials={revocable} onClose={stopAsking} onConfirm={() => start('revoke')} />
        )}
        {results && <BulkResults opened bulk={bulk} onClose={hideResults} />}
      </Suspense>
    </>
  );
}
