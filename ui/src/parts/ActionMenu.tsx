import type { MenuProps as MantineMenu } from '@mantine/core';
import { cloneElement, useState, type ComponentPropsWithRef, type ReactElement } from 'react';
import { withStyles } from '../lib/later';
import type { OpenMenu } from './OpenMenu';

type Action = { name: string; run: () => void; danger?: boolean; busy?: boolean; chosen?: boolean };

export type MenuItem = Action | { label: string } | 'divider';

export type MenuProps = Pick<MantineMenu, 'position' | 'width'> & {
  /** The button that opens it. */
  target: ReactElement<ComponentPropsWithRef<'button'>>;
  items: MenuItem[];
};

const load = () => withStyles(() => import('./OpenMenu'));

/** Where it cannot be loaded now, the next touch tries again. */
const prepare = () => void load().catch(() => undefined);

/** A menu whose code is loaded when its button is touched: the first press opens it. */
export function ActionMenu(props: MenuProps) {
  const [Opened, setOpened] = useState<typeof OpenMenu | null>(null);
  if (Opened) return <Opened {...props} />;
  const open = () =>
    void load().then(
      (module) => setOpened(() => module.OpenMenu),
      () => undefined,
    );
  return cloneElement(props.target, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: open,
  });
}
