import { IconChevronDown } from '@tabler/icons-react';
import { ActionMenu } from '../../parts/ActionMenu';
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
    <ActionMenu
      position="bottom-start"
      items={items.map((item) => ({
        name: item.label,
        run: () => onChange(item.value || null),
        chosen: item.value === (value ?? ''),
      }))}
      target={
        <button type="button" className={classes.pill} data-set={(none && chosen) || undefined}>
          {chosen ? `${name}: ${chosen.label}` : name}
          <IconChevronDown size={13} aria-hidden />
        </button>
      }
    />
  );
}
