import { CopyButton, Button } from '@mantine/core';
import { common } from '../text/common';
import classes from './parts.module.css';

export function CopyBox({ value, label }: { value: string; label: string }) {
  return (
    <div className={classes.copyBox} role="group" aria-label={label}>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button size="compact-sm" h={26} variant="default" onClick={copy}>
            {copied ? common.copied : common.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
