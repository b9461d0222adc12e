import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { createQueries } from './api/queries';
import { meQuery } from './api/session';
import { createRouter } from './router';
import { styleNonce } from './theme/nonce';
import { surfacesResolver, theme } from './theme/theme';

/** Who looks at the app is asked while its code is still on the way. Nobody is signed in at the initial setup. */
function begin() {
  const queries = createQueries();
  if (window.location.pathname !== '/setup') queries.query(meQuery).catch(() => undefined); // Told where it is used.
  return queries;
}

export function App() {
  const [queries] = useState(begin);
  const [router] = useState(createRouter);
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={surfacesResolver}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
