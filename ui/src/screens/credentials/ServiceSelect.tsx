import { Select } from '@mantine/core';
import { credentials as text } from '../../text/credentials';
import type { ServiceFilterProps } from './ServiceFilter';
import classes from './filters.module.css';

type Props = ServiceFilterProps & { opened: boolean };

/** `opened` for a person who waits for it already. */
export function ServiceSelect({ services, value, onChange, opened }: Props) {
  return (
    <Select
      aria-label={text.connector}
      placeholder={text.allConnectors}
      className={classes.service}
      classNames={{ input: classes.serviceInput }}
      data={services}
      value={value}
      onChange={onChange}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': text.allConnectors }}
      autoFocus={opened}
      defaultDropdownOpened={opened}
    />
  );
}
