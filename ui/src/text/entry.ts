export const setup = {
  title: 'Set up Mortise',
  lead: 'Creates your organization, its first workspace, and you as its owner.',
  tokenHelp:
    'When the server started, it printed a line “Set up at …/setup?token=…”. Open that link, or paste its token here.',
  tokenMissing: 'Paste the token of the setup link.',
  organizationMissing: 'Enter the name of your organization.',
  nameMissing: 'Enter your name.',
  emailMissing: 'Enter an e-mail address, such as you@example.com.',
  token: 'Setup token',
  organization: 'Organization',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  passwordHelp: 'At least 12 characters. A few words are best.',
  create: 'Create organization',
  setUpNow: 'This server is set up. Sign in with the e-mail address and password that you entered.',
  alreadySetUp: 'This server is already set up.',
  toSignIn: 'Go to sign-in',
  keepTitle: 'Keep the audit fingerprint',
  keepLead:
    'With the fingerprint of your audit key, anybody can prove later that an export of the audit log was not altered.',
  keepWhere: 'Keep it outside this server, for example in your password manager.',
  fingerprint: 'Audit fingerprint',
  goOn: 'I have kept it, continue',
};

export const passwords = {
  tooShort: 'Use at least 12 characters.',
  tooLong: 'Use at most 200 characters.',
};

export const signIn = {
  emailMissing: 'Enter your e-mail address.',
  passwordMissing: 'Enter your password.',
  title: 'Sign in',
  ended: 'Your session has ended. Sign in again to continue.',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  wrong: 'Wrong e-mail or password.',
};

export const freshSignIn = {
  title: 'Confirm your password',
  lead: () => 'This action requires your password.',
  password: 'Password',
  confirm: 'Continue',
  cancel: 'Cancel',
  wrong: 'Wrong password.',
};

export const sessionEnded = {
  title: 'Your session has ended',
  lead: (email: string) => `Enter the password of ${email} to continue. Everything on this screen is kept.`,
  password: 'Password',
  confirm: 'Sign in',
  cancel: 'Sign in as someone else',
  wrong: 'Wrong password.',
};
