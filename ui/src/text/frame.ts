import { commandKey } from '../lib/keys';

export const frame = {
  jumpKeys: commandKey === '⌘' ? '⌘K' : `${commandKey} K`,
  skip: 'Skip to content',
  rail: 'Sidebar',
  bar: 'Top bar',
  navigation: 'Main',
  openMenu: 'Open menu',
  credentials: 'Credentials',
  connectors: 'Connectors',
  audit: 'Audit',
  settings: 'Settings',
  allWorkspaces: 'All workspaces',
  workspace: 'Workspace',
  jump: 'Jump to…',
  signOut: 'Sign out',
  stillSignedIn: 'You are still signed in',
  colours: 'Colours',
  light: 'Light',
  dark: 'Dark',
  system: 'Same as system',
  keys: 'Keyboard shortcuts',
};

export const palette = {
  placeholder: 'Find a credential, connector, API key, page or action',
  nothing: 'Nothing found',
  searching: 'Searching…',
  pages: 'Pages',
  actions: 'Actions',
  credentials: 'Credentials',
  thisCredential: 'This credential',
  credentialActions: 'Actions on credentials',
  connectors: 'Connectors',
  apiKeys: 'API keys',
  createKey: 'Create API key',
  verify: 'Verify audit log',
  changePassword: 'Change password',
  account: 'My account',
  colours: (name: string) => `Colours: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  /** Other words that people use for the actions. */
  words: {
    add: ['new secret', 'token'],
    createKey: ['new token'],
    verify: ['check chain'],
    colours: ['theme', 'dark mode', 'light mode', 'appearance'],
    keys: ['help', 'hotkeys'],
    signOut: ['log out', 'leave'],
  },
};

export const keyList = {
  title: 'Keyboard shortcuts',
  keys: [
    { keys: ['/'], what: 'Search credentials' },
    { keys: ['c'], what: 'Add credential' },
    { keys: ['g', 'c'], what: 'Go to credentials' },
    { keys: ['g', 'n'], what: 'Go to connectors' },
    { keys: ['g', 'a'], what: 'Go to audit' },
    { keys: ['g', 's'], what: 'Go to settings' },
    { keys: [commandKey, 'K'], what: 'Jump to anything' },
    { keys: ['Esc'], what: 'Close' },
    { keys: ['?'], what: 'This list' },
  ],
};
