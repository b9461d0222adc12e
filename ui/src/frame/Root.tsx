import { Notifications } from '@mantine/notifications';
import { Outlet } from 'react-router';
import { useFocusHome } from './useFocusHome';

/** Toasts are above every screen, and within the router: they lead to what they are about. */
export function Root() {
  useFocusHome();
  return (
    <>
      <Notifications position="bottom-right" />
      <Outlet />
    </>
  );
}
