import { Drawer } from '@mantine/core';
import { Brand } from '../parts/Brand';
import { Rail } from './Rail';

type Props = { onClose: () => void; openPalette: () => void; openKeys: () => void };

/** The rail where there is no room for it. */
export function MenuDrawer({ onClose, openPalette, openKeys }: Props) {
  return (
    <Drawer opened onClose={onClose} size={272} title={<Brand />} padding={14}>
      <Rail openPalette={openPalette} openKeys={openKeys} inDrawer />
    </Drawer>
  );
}
