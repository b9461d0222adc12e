import classes from './filters.module.css';

type Choice = { value: string; label: string };

type Props = {
  name: string;
  none?: string;
  choices: Choice[];
  value: string | undefined;
  onChange: (value: string | null) => void;
};

/** One of several, or none: pressing the pressed one lets go. */
export function Pills({ name, none, choices, value, onChange }: Props) {
  return (
    <div className={classes.pills} role="group" aria-label={name}>
      {none && (
        <button type="button" className={classes.pill} aria-pressed={!value} onClick={() => onChange(null)}>
          {none}
        </button>
      )}
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={classes.pill}
          aria-pressed={value === choice.value}
          onClick={() => onChange(value === choice.value ? null : choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
