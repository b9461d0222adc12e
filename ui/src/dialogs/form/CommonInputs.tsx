import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { InputErrors } from '../../lib/pointers';
import type { Environment } from '../../api/types';
import { environments } from '../../text/common';
import { form as text } from '../../text/form';
import { OptionalLabel } from './OptionalLabel';
import type { Edits, Values } from './values';
import classes from './form.module.css';

type Props = { values: Values; errors: InputErrors; edit: (edits: Edits) => void };

type NameProps = Props & { focus?: boolean };

const environmentChoices = Object.entries(environments).map(([value, label]) => ({ value, label }));

export function NameInputs({ values, errors, edit, focus }: NameProps) {
  return (
    <div className={classes.two}>
      <TextInput
        label={text.name}
        data-path="name"
        data-autofocus={focus || undefined}
        autoComplete="off"
        value={values.name}
        error={errors.name}
        onChange={(event) => edit({ name: event.currentTarget.value })}
      />
      <Select
        label={<OptionalLabel>{text.environment}</OptionalLabel>}
        data-path="environment"
        placeholder={text.noEnvironment}
        data={environmentChoices}
        value={values.environment}
        error={errors.environment}
        clearable
        onChange={(value) => edit({ environment: value as Environment | null })}
      />
    </div>
  );
}

export function NotesInput({ values, errors, edit }: Props) {
  return (
    <Textarea
      label={<OptionalLabel>{text.notes}</OptionalLabel>}
      data-path="notes"
      autosize
      minRows={2}
      maxRows={8}
      value={values.notes}
      error={errors.notes}
      onChange={(event) => edit({ notes: event.currentTarget.value })}
    />
  );
}

export function MoreOptions({ values, errors, edit }: Props) {
  const days = [...new Set([30, 60, 90, 180, 365, Number(values.rotate)])]
    .filter((one) => one > 0)
    .sort((a, b) => a - b);
  const reminders = [
    ...(values.rotate === 'usual' ? [{ value: 'usual', label: text.rotateUsual }] : []),
    ...days.map((one) => ({ value: String(one), label: text.rotateEvery(one) })),
    { value: 'never', label: text.rotateNever },
  ];
  const wrong = errors.tags ?? errors.expiresAt ?? errors.rotateEveryDays;
  return (
    <details className={classes.moreOptions} open={Boolean(wrong) || undefined}>
      <summary>{text.more}</summary>
      <div>
        <div className={classes.two}>
          <TextInput
            type="date"
            label={text.expiresOn}
            data-path="expiresAt"
            description={text.expiresOnHelp}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={values.expiresOn}
            error={errors.expiresAt}
            onChange={(event) => edit({ expiresOn: event.currentTarget.value })}
          />
          <Select
            label={text.rotate}
            data-path="rotateEveryDays"
            data={reminders}
            value={values.rotate}
            error={errors.rotateEveryDays}
            allowDeselect={false}
            onChange={(rotate) => rotate && edit({ rotate })}
          />
        </div>
        <TagsInput
          label={text.tags}
          data-path="tags"
          placeholder={values.tags.length === 0 ? text.tagsHint : undefined}
          value={values.tags}
          error={errors.tags}
          onChange={(tags) => edit({ tags })}
        />
      </div>
    </details>
  );
}
