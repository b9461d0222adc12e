import { IconX } from '@tabler/icons-react';
import { useOAuthApps } from '../../api/oauthApps';
import { appFilter as text } from '../../text/oauthApps';
import classes from './filters.module.css';

/** The OAuth app to whose credentials the list is narrowed. */
export function AppFilter({ app, onClear }: { app: string; onClear: () => void }) {
  const known = useOAuthApps().data;
  const name = known?.find(({ id }) => id === app)?.name ?? (known ? text.unknown : '…');
  return (
    <div className={classes.bar}>
      <button type="button" className={classes.pill} data-set aria-label={text.clear(name)} onClick={onClear}>
        {text.of(name)}
        <IconX size={13} aria-hidden />
      </button>
    </div>
  );
}
