import { ActionIcon, Textarea } from '@mantine/core';
import { Password } from '../../parts/Password';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { common } from '../../text/common';
import classes from './form.module.css';

type Props = {
  label?: ReactNode;
  'aria-label'?: string;
  'data-autofocus'?: boolean;
  'data-path'?: string;
  description?: ReactNode;
  error?: string;
  placeholder?: string;
  onPaste?: () => void;
  onBlur?: () => void;
  value: string;
  onChange: (value: string) => void;
};

export function SecretInput({ onChange, value, ...input }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Password
      {...input}
      autoComplete="new-password"
      spellCheck={false}
      data-1p-ignore
      visible={shown && value !== ''}
      onVisibilityChange={setShown}
      visibilityToggleButtonProps={{
        'aria-label': shown ? common.hideSecret : common.showSecret,
        'aria-hidden': false,
        tabIndex: 0,
        disabled: value === '',
      }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** For keys of several lines, which an input of type password cannot hold: its text is drawn as dots instead. */
export function SecretTextarea({ onChange, value, ...input }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Textarea
      {...input}
      autoComplete="off"
      spellCheck={false}
      rows={4}
      classNames={{ input: shown ? classes.mono : `${classes.mono} ${classes.masked}` }}
      rightSectionProps={{ className: classes.eye }}
      rightSection={
        value !== '' && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={shown ? common.hideSecret : common.showSecret}
            onClick={() => setShown(!shown)}
          >
            {shown ? <IconEyeOff size={16} /> : <IconEye size={16} />}
          </ActionIcon>
        )
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
