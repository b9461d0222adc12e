import { useForm } from '@mantine/form';
import { useEffect, useRef } from 'react';
import type { ConnectorMethod, SecretState } from '../../api/types';
import type { InputErrors } from '../../lib/pointers';
import { faults } from './faults';
import { editsOf, same, withEdits, type Edits, type Values } from './values';

/** Inputs whose faults the server names otherwise. */
const wireNames: Record<string, string> = { expiresOn: 'expiresAt', rotate: 'rotateEveryDays' };

type Options = {
  /** What the form shows where nothing was typed. It may change: another service, or a version that somebody saved. */
  base: Values;
  method: ConnectorMethod | undefined;
  /** Secrets that a blank input leaves as they are. */
  kept?: Record<string, SecretState>;
  /** Called when something of the credential's fields was typed. */
  onFieldsChanged: () => void;
};

/** The state of a credential's form: what was typed stays over whatever it was typed over. */
export function useCredentialForm({ base, method, kept, onFieldsChanged }: Options) {
  const under = useRef(base);
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<Values>({
    initialValues: base,
    validate: (values) => (method ? faults(method, values, kept) : {}),
    onValuesChange: (values, before) => {
      if (!same(values.fields, before.fields)) onFieldsChanged();
    },
  });
  const { setValues, getValues, resetDirty } = form;
  // Where another base comes under what was typed, what was typed stays over it.
  useEffect(() => {
    const before = under.current;
    if (JSON.stringify(before) === JSON.stringify(base)) return;
    under.current = base;
    setValues(withEdits(base, editsOf(before, getValues())));
    resetDirty(base);
  });

  /** Goes on with these values over another base, without laying over it what was typed over the one before. */
  const rebase = (next: Values, values: Values) => {
    under.current = next;
    setValues(values);
    resetDirty(next);
  };

  const edits = editsOf(base, form.values);
  /** Leads to the first input, from top to bottom, about which something was said. */
  const focusFirst = (errors: Record<string, unknown>) => {
    const inputs = [...(formRef.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];
    const first = inputs.find(({ dataset }) => dataset.path !== undefined && dataset.path in errors);
    const fold = first?.closest('details');
    if (fold) fold.open = true;
    first?.focus();
  };
  /** Whether what is typed can be sent; if not, the first fault has the focus. */
  const complete = (only?: (input: string) => boolean) => {
    const { errors } = form.validate();
    const counted = Object.fromEntries(Object.entries(errors).filter(([input]) => !only || only(input)));
    form.setErrors(counted);
    focusFirst(counted);
    return Object.keys(counted).length === 0;
  };
  const edit = (change: Edits) => {
    const { fields, ...rest } = change;
    for (const [input, value] of Object.entries(rest)) {
      form.setFieldValue(input, value);
      form.clearFieldError(wireNames[input] ?? input);
    }
    for (const [name, value] of Object.entries(fields ?? {})) form.setFieldValue(`fields.${name}`, value);
  };
  const refuse = (errors: Record<string, string>) => {
    form.setErrors(errors);
    focusFirst(errors);
  };
  const shared = { values: form.values, errors: form.errors as InputErrors, edit };
  /** Once it is saved, no input holds a secret any more, not even while the dialog fades. */
  const forget = () => form.setValues(base);
  return { form, formRef, shared, edits, typed: Object.keys(edits).length > 0, complete, refuse, forget, rebase };
}
