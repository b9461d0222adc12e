import { Button, Group } from '@mantine/core';
import { useId, useState } from 'react';
import { useLastChange } from '../../api/credentialDetails';
import { useSignedIn } from '../../api/session';
import type { ConnectorMethod, Credential } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { form as text } from '../../text/form';
import { differences, type Choices, type Difference, type Side } from './conflict';
import type { Values } from './values';
import classes from './form.module.css';

type Props = {
  base: Credential;
  theirs: Credential;
  method: ConnectorMethod;
  mine: Values;
  onTake: (theirs: Credential, choices: Choices) => void;
};

/** Somebody else saved in the meantime: both versions, field by field, and for each which one to go on with. */
export function ConflictNotice({ base, theirs, method, mine, onTake }: Props) {
  const { user, workspaces } = useSignedIn();
  const actor = useLastChange(theirs).data?.actor;
  const by = actor?.owner ?? actor;
  const own = by?.id === user.id;
  const other = own ? text.conflictElsewhere : (by?.name ?? text.conflictTheirs);
  const found = differences(base, theirs, method, mine, workspaces);
  const [chosen, setChosen] = useState<Choices>({});
  const choices: Choices = Object.fromEntries(found.map(({ input, preset }) => [input, chosen[input] ?? preset]));
  const open = found.filter(({ input }) => !choices[input]).length;
  const all = (side: Side) =>
    onTake(theirs, Object.fromEntries(found.map(({ input, fixed, preset }) => [input, fixed ? preset : side])));
  return (
    <Notice tone="warn" title={own ? text.conflictByYou : by?.name ? text.conflictBy(other) : text.conflictTitle}>
      <div className={classes.conflict}>
        {found.map((difference) => (
          <Conflict
            key={difference.input}
            difference={difference}
            other={other}
            value={choices[difference.input]}
            onChange={(side) => setChosen({ ...chosen, [difference.input]: side })}
          />
        ))}
      </div>
      <Group gap={8} mt={8}>
        <Button
          size="compact-sm"
          h={28}
          disabled={open > 0}
          title={open > 0 ? text.conflictOpen(open) : undefined}
          onClick={() => onTake(theirs, choices)}
        >
          {text.conflictApply}
        </Button>
        <Button variant="default" size="compact-sm" h={28} onClick={() => all('mine')}>
          {text.conflictKeepMine}
        </Button>
        <Button variant="default" size="compact-sm" h={28} onClick={() => all('theirs')}>
          {own ? text.conflictTakeElsewhere : text.conflictTakeTheirs}
        </Button>
      </Group>
    </Notice>
  );
}

type ConflictProps = {
  difference: Difference;
  other: string;
  value: Side | undefined;
  onChange: (side: Side) => void;
};

function Conflict({ difference, other, value, onChange }: ConflictProps) {
  const { label, mine, theirs, fixed } = difference;
  const name = useId();
  const sides: [Side, string, string][] = [
    ['mine', text.conflictMine, mine],
    ['theirs', other, theirs],
  ];
  return (
    <div role="radiogroup" aria-label={text.conflictOf(label)} className={classes.conflictField}>
      <b>{label}</b>
      {sides.map(([side, who, what]) => (
        <label key={side}>
          <input type="radio" name={name} checked={value === side} disabled={fixed} onChange={() => onChange(side)} />
          <span>
            {who}: <span className={classes.conflictValue}>{what}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
