import { Group, Kbd, Modal } from '@mantine/core';
import { keyList as text } from '../text/frame';
import classes from './frame.module.css';

export function KeyList({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={text.title} size={380}>
      {text.keys.map(({ keys, what }) => (
        <div key={what} className={classes.keyRow}>
          {what}
          <Group gap={4}>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </Group>
        </div>
      ))}
    </Modal>
  );
}
