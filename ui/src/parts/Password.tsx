import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** An input for a password that also says to assistive technology that its value is wrong; Mantine's own only draws it. */
export function Password(props: PasswordInputProps) {
  return <PasswordInput {...props} aria-invalid={props.error ? true : undefined} />;
}
