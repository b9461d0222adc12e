import type { ConnectorMethod, SecretState } from '../../api/types';
import type { InputErrors } from '../../lib/pointers';
import { FieldInput } from './FieldInput';
import { ScopesInput } from './ScopesInput';
import { SecretNote } from './SecretNote';
import { visibleFields, type FieldValues } from './values';

type Props = {
  method: ConnectorMethod;
  values: FieldValues;
  errors: InputErrors;
  secrets?: Record<string, SecretState>;
  /** Rotating asks for the secrets only. */
  secretsOnly?: boolean;
  /** Whether the first one is typed into first. */
  focus?: boolean;
  onChange: (fields: FieldValues) => void;
};

export function MethodFields({ method, values, errors, secrets, secretsOnly, focus, onChange }: Props) {
  const fields = visibleFields(method, values).filter(({ secret }) => secret || !secretsOnly);
  return fields.map((field, index) => {
    const state = field.secret ? secrets?.[field.name] : undefined;
    const scopes = method.oauth?.scopes ?? [];
    if (field.name === 'scopes' && scopes.length > 0)
      return (
        <ScopesInput
          key={field.name}
          field={field}
          scopes={scopes}
          value={values[field.name]}
          error={errors[`fields.${field.name}`]}
          onChange={(value) => onChange({ [field.name]: value })}
        />
      );
    return (
      <FieldInput
        key={field.name}
        field={field}
        value={values[field.name]}
        error={errors[`fields.${field.name}`]}
        description={state && <SecretNote state={state} help={field.help} />}
        kept={state?.set}
        saved={state?.names}
        focus={focus && index === 0}
        onChange={(value) => onChange({ [field.name]: value })}
      />
    );
  });
}
