import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useAsking } from '../api/useAsking';

type Props = ButtonProps & Omit<ComponentProps<'button'>, keyof ButtonProps> & { busy: boolean };

/** Starts something and shows that it is under way, which it is not while the password is asked for. */
export function WorkButton({ busy, disabled, ...button }: Props) {
  const asking = useAsking();
  return <Button {...button} loading={busy && !asking} disabled={disabled || (busy && asking)} />;
}
