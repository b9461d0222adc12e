import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Suspense, useEffect, useState } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { CredentialDialogs } from '../dialogs/CredentialDialogs';
import { later } from '../lib/later';
import { Brand } from '../parts/Brand';
import { frame as text } from '../text/frame';
import { FreshSignIn } from './FreshSignIn';
import { Rail } from './Rail';
import { SessionEnded } from './SessionEnded';
import { useShortcuts } from './useShortcuts';
import classes from './frame.module.css';

const KeyList = later(() => import('./KeyList'), 'KeyList');
const MenuDrawer = later(() => import('./MenuDrawer'), 'MenuDrawer');
const Palette = later(() => import('./Palette'), 'Palette');

export function SignedInFrame() {
  const [menu, { open: openMenu, close: closeMenu }] = useDisclosure();
  const [keys, { open: openKeys, close: closeKeys }] = useDisclosure();
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');
  const { pathname } = useLocation();
  const openPalette = () => setPalette('open');
  const fromMenu = (open: () => void) => () => {
    closeMenu();
    open();
  };
  useShortcuts({ openKeys, openPalette });
  useEffect(closeMenu, [pathname, closeMenu]);

  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {text.skip}
      </a>
      <aside className={classes.rail} aria-label={text.rail}>
        <Rail openPalette={openPalette} openKeys={openKeys} />
      </aside>
      <aside className={classes.bar} aria-label={text.bar}>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={text.openMenu} onClick={openMenu}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <Brand />
      </aside>
      {menu && (
        <Suspense fallback={null}>
          <MenuDrawer onClose={closeMenu} openPalette={fromMenu(openPalette)} openKeys={fromMenu(openKeys)} />
        </Suspense>
      )}
      <main id="content" className={classes.main} tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration getKey={({ pathname }) => pathname} />
      <CredentialDialogs />
      <FreshSignIn />
      <SessionEnded />
      {keys && (
        <Suspense fallback={null}>
          <KeyList opened onClose={closeKeys} />
        </Suspense>
      )}
      {palette !== 'never' && (
        <Suspense fallback={null}>
          <Palette opened={palette === 'open'} onClose={() => setPalette('closed')} openKeys={openKeys} />
        </Suspense>
      )}
    </div>
  );
}
