import { TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { whenIdle, withStyles } from '../../lib/later';
import { credentials as text } from '../../text/credentials';
import type { ServiceSelect } from './ServiceSelect';
import classes from './filters.module.css';

export type ServiceFilterProps = {
  services: { value: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
};

const load = () => withStyles(() => import('./ServiceSelect'));

/** Looks like the list of choices until that is loaded: after the page stands, or as soon as somebody wants it. */
export function ServiceFilter(props: ServiceFilterProps) {
  const [Loaded, setLoaded] = useState<typeof ServiceSelect | null>(null);
  const wanted = useRef(false);
  const [opened, setOpened] = useState(false);
  const show = () =>
    void load().then(
      (module) => {
        setOpened(wanted.current);
        setLoaded(() => module.ServiceSelect);
      },
      () => undefined,
    );
  useEffect(() => whenIdle(show), []);
  if (Loaded) return <Loaded {...props} opened={opened} />;
  const chosen = props.services.find(({ value }) => value === props.value);
  return (
    <TextInput
      role="combobox"
      aria-label={text.connector}
      aria-haspopup="listbox"
      aria-expanded={false}
      placeholder={text.allConnectors}
      className={classes.service}
      classNames={{ input: classes.serviceInput }}
      value={chosen?.label ?? ''}
      readOnly
      rightSection={<IconChevronDown size={14} aria-hidden />}
      onBlur={() => {
        wanted.current = false;
      }}
      onFocus={() => {
        wanted.current = true;
        show();
      }}
    />
  );
}
