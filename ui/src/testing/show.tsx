import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense, useState, type ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { createQueries } from '../api/queries';
import { meKey } from '../api/session';
import { surfacesResolver, theme } from '../theme/theme';
import { me } from './data';

/** Shows something as the app does, to somebody who is signed in. */
export function show(children: ReactNode, address = '/credentials', who = me) {
  const queries = createQueries();
  const { queries: reading, ...rest } = queries.getDefaultOptions();
  queries.setDefaultOptions({ ...rest, queries: { ...reading, retry: false } });
  queries.setQueryData(meKey, who);
  const shown = (
    <>
      <Notifications />
      <Suspense fallback={null}>{children}</Suspense>
    </>
  );
  const router = createMemoryRouter([{ path: '*', element: shown }], {
    initialEntries: ['/before', address],
    initialIndex: 1,
  });
  render(
    <MantineProvider theme={theme} cssVariablesResolver={surfacesResolver} env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { router, queries, user: userEvent.setup() };
}

/** Shows a dialog until it closes itself. */
export function Closing({ onClosed, children }: { onClosed: () => void; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(true);
  const close = () => {
    onClosed();
    setOpen(false);
  };
  return open && children(close);
}
