import { useNotifications } from '@mantine/notifications';
import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { later } from '../lib/later';
import { useFocusHome } from './useFocusHome';

const Toasts = later(() => import('./Toasts'), 'Toasts');

/** Toasts are above every screen, and within the router: they lead to what they are about. They load with the first one. */
export function Root() {
  useFocusHome();
  const { notifications, queue } = useNotifications();
  const [told, setTold] = useState(false);
  if (!told && notifications.length + queue.length > 0) setTold(true);
  return (
    <>
      {told && (
        <Suspense fallback={null}>
          <Toasts />
        </Suspense>
      )}
      <Outlet />
    </>
  );
}
