import { Select, TextInput } from '@mantine/core';
import { dayOf } from '../../lib/days';
import { expiresAt, type Expiry } from '../../lib/expiry';
import { exactTime } from '../../lib/time';
import { useNow } from '../../parts/useNow';
import { expiry as text } from '../../text/settings';

type Props = {
  choices: Expiry[];
  value: Expiry;
  day: string;
  /** The last day that may be chosen. */
  latest?: string | null;
  /** What `keep` keeps. */
  present?: string | null;
  error?: string;
  onChange: (value: Expiry) => void;
  onDay: (day: string) => void;
};

/** Presets for when a key expires, and a day of one's own. */
export function ExpiryInput({ choices, value, day, latest, present, error, onChange, onDay }: Props) {
  const now = useNow();
  const end = value === 'date' ? null : expiresAt(value, day, now);
  return (
    <>
      <Select
        label={text.label}
        description={end ? text.until(exactTime(end)) : text.help[value]}
        data={choices.map((choice) => ({
          value: choice,
          label: choice === 'keep' && present ? text.keep(exactTime(present)) : text.choices[choice],
        }))}
        value={value}
        allowDeselect={false}
        error={value === 'date' ? undefined : error}
        onChange={(next) => onChange(next as Expiry)}
      />
      {value === 'date' && (
        <TextInput
          type="date"
          label={text.lastDay}
          description={text.lastDayHelp}
          min={dayOf(now)}
          max={latest ? dayOf(latest) : undefined}
          value={day}
          error={error}
          onChange={(event) => onDay(event.currentTarget.value)}
        />
      )}
    </>
  );
}
