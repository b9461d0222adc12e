import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { cloneElement, useEffect, useRef, useState } from 'react';
import type { MenuItem, MenuProps } from './ActionMenu';

/** Takes the place of the button that was pressed, with its focus, and opens at once. */
export function OpenMenu({ target, items, ...menu }: MenuProps) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
    queueMicrotask(() => setOpened(true));
  }, []);
  return (
    <Menu opened={opened} onChange={setOpened} {...menu}>
      <Menu.Target>{cloneElement(target, { ref: button })}</Menu.Target>
      <Menu.Dropdown>
        {items.map((item, index) => (
          <Entry key={index} item={item} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry({ item }: { item: MenuItem }) {
  if (item === 'divider') return <Menu.Divider />;
  if ('label' in item) return <Menu.Label>{item.label}</Menu.Label>;
  return (
    <Menu.Item
      disabled={item.busy}
      onClick={item.run}
      c={item.danger ? 'var(--bad)' : undefined}
      rightSection={item.chosen ? <IconCheck size={14} aria-hidden /> : null}
    >
      {item.name}
    </Menu.Item>
  );
}
