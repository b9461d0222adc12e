import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import classes from './filters.module.css';

type Choice = { value: string; label: string };

type Props = {
  name: string;
  /** Without it one of the choices always holds. */
  none?: string;
  choices: Choice[];
  value: string | undefined;
  onChange: (value: string | null) => void;
};

export function PillMenu({ name, none, choices, value, onChange }: Props) {
  const chosen = choices.find((choice) => choice.value === value);
  const items = none ? [{ value: '', label: none }, ...choices] : choices;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.pill} data-set={(none && chosen) || undefined}>
          {chosen ? `${name}: ${chosen.label}` : name}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item) => (
          <Menu.Item
            key={item.value}
            onClick={() => onChange(item.value || null)}
            rightSection={item.value === (value ?? '') ? <IconCheck size={14} aria-hidden /> : null}
          >
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
