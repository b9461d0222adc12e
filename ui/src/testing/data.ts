import type { Connector, Credential, Me } from '../api/types';

export const me: Me = {
  organization: { id: 'org_1', name: 'Acme' },
  permissions: [],
  firstSteps: false,
  practice: null,
  role: 'owner',
  user: { id: 'usr_1', name: 'Olga', email: 'olga@example.test' } as Me['user'],
  workspaces: [{ id: 'ws_1', name: 'Default', managesCredentials: true } as Me['workspaces'][number]],
};

export const github = {
  id: 'github',
  name: 'GitHub',
  hosts: ['api.github.com'],
  searchWords: [],
  guide: 'Make a token.',
  methods: [
    {
      id: 'bearer',
      type: 'bearer',
      name: 'Token',
      guide: '',
      probe: true,
      fields: [
        {
          name: 'token',
          label: 'Token',
          secret: true,
          required: true,
          shapesTransport: true,
          kind: 'text',
          help: '',
          pattern: 'ghp_[!-~]+',
          expected: 'a token that starts with ghp_',
        },
      ],
    },
  ],
  operations: [],
} as unknown as Connector;

export const http = {
  ...github,
  id: 'http',
  name: 'HTTP',
  methods: [
    {
      id: 'headers',
      type: 'custom',
      name: 'Custom headers',
      guide: '',
      probe: true,
      fields: [
        {
          name: 'headers',
          label: 'Headers',
          secret: true,
          required: true,
          shapesTransport: true,
          kind: 'map',
          help: '',
        },
      ],
    },
  ],
} as unknown as Connector;

export const credential = {
  id: 'cred_1',
  connector: 'github',
  connectorName: 'GitHub',
  method: 'bearer',
  methodName: 'Token',
  type: 'bearer',
  name: 'acme-ci',
  scope: 'workspace',
  workspace: { id: 'ws_1', name: 'Default' },
  owner: { id: 'usr_1', name: 'Olga' },
  environment: null,
  notes: null,
  tags: [],
  fields: {},
  secrets: { token: { set: true, changedAt: '2026-11-01T00:00:00Z', changedBy: { id: 'usr_1', name: 'Olga' } } },
  status: 'active',
  level: 'manage',
  expiresAt: null,
  rotateEveryDays: 90,
  flowCount: 0,
  version: 3,
} as unknown as Credential;
