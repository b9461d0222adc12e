import { Checkbox, Input, TagsInput } from '@mantine/core';
import { useId } from 'react';
import type { ConnectorField, ConnectorMethod } from '../../api/types';
import { eachValue, splitChars } from '../../lib/lists';
import { Mono } from '../../parts/Chip';
import { form as text } from '../../text/form';
import { OptionalLabel } from './OptionalLabel';
import classes from './form.module.css';

type Props = {
  field: ConnectorField;
  scopes: NonNullable<ConnectorMethod['oauth']>['scopes'];
  value: unknown;
  error: string | undefined;
  onChange: (value: string[]) => void;
};

/** The scopes that the service is known to have, in plain words, and others by their names. */
export function ScopesInput({ field, scopes, value, error, onChange }: Props) {
  const title = useId();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const known = scopes.map(({ name }) => name);
  const others = chosen.filter((name) => !known.includes(name));
  /** In the order in which they are shown, so that ticking one twice changes nothing. */
  const inOrder = (ticked: string[], typed: string[]) => [...known.filter((name) => ticked.includes(name)), ...typed];
  const tick = (name: string, on: boolean) =>
    onChange(inOrder(on ? [...chosen, name] : chosen.filter((one) => one !== name), others));
  return (
    <div className={classes.scopes}>
      <Input.Wrapper
        label={field.label}
        labelElement="div"
        labelProps={{ id: title }}
        description={field.help}
        error={error}
      >
        <div className={classes.scopeList} role="group" aria-labelledby={title}>
          {scopes.map(({ name, meaning }) => (
            <Checkbox
              key={name}
              data-path={name === known[0] ? `fields.${field.name}` : undefined}
              classNames={{ body: classes.scope, labelWrapper: classes.scopeLabel }}
              label={
                <>
                  {meaning} <Mono>{name}</Mono>
                </>
              }
              checked={chosen.includes(name)}
              onChange={(event) => tick(name, event.currentTarget.checked)}
            />
          ))}
        </div>
      </Input.Wrapper>
      <TagsInput
        label={<OptionalLabel>{text.otherScopes}</OptionalLabel>}
        placeholder={others.length === 0 ? text.listHint : undefined}
        splitChars={splitChars}
        value={others}
        onChange={(values) => {
          const typed = eachValue(values);
          onChange(
            inOrder(
              [...chosen, ...typed],
              typed.filter((name) => !known.includes(name)),
            ),
          );
        }}
      />
    </div>
  );
}
