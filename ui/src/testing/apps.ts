import type { Connector, ConnectorMethod, OAuthApp } from '../api/types';
import { github } from './data';

export const redirectUri = `${window.location.origin}/api/v1/oauth/callback`;

const field = (name: string, label: string, more: object = {}) => ({
  name,
  label,
  kind: 'text',
  secret: false,
  required: true,
  shapesTransport: true,
  help: '',
  ...more,
});

const oauth = (app: string, more: object = {}) => ({
  grant: 'authorization_code',
  app,
  scopes: [],
  appFields: [],
  redirectUri,
  ...more,
});

const method = (more: object) => ({ ...github.methods[0], id: 'oauth2', type: 'oauth2', ...more }) as ConnectorMethod;

const tokenUrl = field('tokenUrl', 'Token address');

/** A service whose client may come from an app, or be entered with the credential. */
export const crm = {
  ...github,
  id: 'crm',
  name: 'Acme CRM',
  methods: [
    method({
      name: 'OAuth account',
      fields: [
        tokenUrl,
        field('clientId', 'Client ID'),
        field('authentication', 'Client secret is sent', {
          choices: ['basic', 'post', 'private_key_jwt', 'none'],
          default: 'basic',
        }),
        field('clientSecret', 'Client secret', {
          secret: true,
          visibleWhen: { field: 'authentication', values: ['basic', 'post'] },
        }),
        field('privateKey', 'Private key', {
          kind: 'multiline',
          secret: true,
          visibleWhen: { field: 'authentication', values: ['private_key_jwt'] },
        }),
        field('keyId', 'Key ID', {
          required: false,
          visibleWhen: { field: 'authentication', values: ['private_key_jwt'] },
        }),
        field('region', 'Region', { required: false }),
      ],
      oauth: oauth('optional', { appFields: [tokenUrl] }),
    }),
    method({
      id: 'oauth2_client_credentials',
      type: 'oauth2_client_credentials',
      name: 'OAuth client credentials',
      fields: [tokenUrl, field('clientId', 'Client ID'), field('clientSecret', 'Client secret', { secret: true })],
      oauth: oauth('optional', { grant: 'client_credentials', appFields: [tokenUrl], redirectUri: undefined }),
    }),
  ],
} as unknown as Connector;

/** A service whose client always comes from an app, with scopes to choose from. */
export const office = {
  ...github,
  id: 'office',
  name: 'Acme Office',
  methods: [
    method({
      name: 'Office account',
      fields: [field('scopes', 'Scopes', { kind: 'list', required: false, shapesTransport: false })],
      oauth: oauth('required', {
        scopes: [
          { name: 'files.read', meaning: 'Read files', default: true },
          { name: 'files.write', meaning: 'Change files', default: false },
        ],
      }),
    }),
  ],
} as unknown as Connector;

export const app: OAuthApp = {
  id: 'app_1',
  name: 'Acme app',
  connector: 'crm',
  workspace: null,
  clientId: 'acme',
  authentication: 'basic',
  fields: { tokenUrl: 'https://login.example.test/token' },
  redirectUri,
  usedBy: 2,
  secrets: [{ number: 1, setAt: '2026-11-01T00:00:00Z', expiresAt: null }],
  health: 'ok',
  refusedAt: null,
  managed: true,
  createdAt: '2026-11-01T00:00:00Z',
  version: 4,
};
