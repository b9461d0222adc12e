import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { bulk as text } from '../../text/credentials';
import { BulkResults } from './BulkResults';
import { BulkRevokeDialog } from './BulkRevokeDialog';
import { useBulk } from './useBulk';
import type { Selection } from './useSelection';
import classes from './bulk.module.css';

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
      <BulkRevokeDialog
        opened={asking}
        credentials={revocable}
        onClose={stopAsking}
        onConfirm={() => start('revoke')}
      />
      <BulkResults opened={results} bulk={bulk} onClose={hideResults} />
    </>
  );
}
