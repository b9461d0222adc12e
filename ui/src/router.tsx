import { createBrowserRouter, redirect } from 'react-router';
import { withStyles } from './lib/later';
import { Root } from './frame/Root';
import { Broken } from './screens/Broken';

const toCredentials = ({ request }: { request: Request }) => redirect(`/credentials${new URL(request.url).search}`);

export function createRouter() {
  return createBrowserRouter([
    {
      Component: Root,
      ErrorBoundary: Broken,
      HydrateFallback: () => null,
      children: [
        { path: '/sign-in', lazy: async () => ({ Component: (await import('./screens/sign-in/SignIn')).SignIn }) },
        { path: '/setup', lazy: async () => ({ Component: (await import('./screens/setup/Setup')).Setup }) },
        {
          path: '/',
          lazy: async () => ({ Component: (await import('./frame/Frame')).Frame }),
          children: [
            { index: true, loader: toCredentials },
            { path: 'settings/credentials', loader: toCredentials },
            { path: 'settings/integrations', loader: toCredentials },
            { path: 'integrations', loader: toCredentials },
            {
              path: 'credentials',
              lazy: async () => ({ Component: (await import('./screens/credentials/Credentials')).Credentials }),
            },
            {
              path: 'credentials/:id/:tab?',
              lazy: async () => ({
                Component: (await withStyles(() => import('./screens/credential/CredentialPage'))).CredentialPage,
              }),
            },
            {
              path: 'connectors',
              lazy: async () => ({
                Component: (await withStyles(() => import('./screens/connectors/Connectors'))).Connectors,
              }),
            },
            {
              path: 'connectors/:id',
              lazy: async () => ({
                Component: (await withStyles(() => import('./screens/connectors/ConnectorPage'))).ConnectorPage,
              }),
            },
            {
              path: 'audit',
              lazy: async () => ({ Component: (await withStyles(() => import('./screens/audit/Audit'))).Audit }),
            },
            { path: 'settings', loader: () => redirect('/settings/api-keys') },
            {
              path: 'settings/api-keys',
              lazy: async () => ({ Component: (await withStyles(() => import('./screens/settings/ApiKeys'))).ApiKeys }),
            },
            {
              path: 'settings/service-accounts',
              lazy: async () => ({
                Component: (await withStyles(() => import('./screens/settings/ServiceAccounts'))).ServiceAccounts,
              }),
            },
            {
              path: 'settings/oauth-apps',
              lazy: async () => ({
                Component: (await withStyles(() => import('./screens/oauth-apps/OAuthApps'))).OAuthApps,
              }),
            },
            {
              path: 'settings/account',
              lazy: async () => ({ Component: (await withStyles(() => import('./screens/settings/Account'))).Account }),
            },
            { path: '*', lazy: async () => ({ Component: (await import('./screens/NotFound')).NotFound }) },
          ],
        },
      ],
    },
  ]);
}
