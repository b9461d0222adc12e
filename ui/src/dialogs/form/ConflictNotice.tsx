import { Button, Group } from '@mantine/core';
import type { ConnectorMethod, Credential } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { form as text } from '../../text/form';
import { differences } from './conflict';
import type { Edits } from './values';
import classes from './form.module.css';

type Props = {
  base: Credential;
  theirs: Credential;
  method: ConnectorMethod;
  edits: Edits;
  onTake: (theirs: Credential, mine: boolean) => void;
};

/** Somebody else saved in the meantime: both versions, field by field, and which one to go on with. */
export function ConflictNotice({ base, theirs, method, edits, onTake }: Props) {
  const found = differences(base, theirs, method, edits);
  return (
    <Notice tone="warn" title={text.conflictTitle}>
      <table className={classes.conflict}>
        <thead>
          <tr>
            <th>{text.conflictField}</th>
            <th>{text.conflictTheirs}</th>
            <th>{text.conflictMine}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ input, label, mine, theirs: other }) => (
            <tr key={input}>
              <td>{label}</td>
              <td>{other}</td>
              <td>{mine ?? text.conflictUntouched}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Group gap={8} mt={8}>
        <Button variant="default" size="compact-sm" h={28} onClick={() => onTake(theirs, true)}>
          {text.conflictKeepMine}
        </Button>
        <Button variant="default" size="compact-sm" h={28} onClick={() => onTake(theirs, false)}>
          {text.conflictTakeTheirs}
        </Button>
      </Group>
    </Notice>
  );
}
