export const setup = {
  title: 'Set up Mortise',
  lead: 'Creates your organization, its first workspace, and you as its owner.',
  tokenHelp:
    'When the server started, it printed a line “Set up at …/setup?token=…”. Open that link, or paste its token here.',
  tokenMissing: 'Paste the token of the set-up link.',
  organizationMissing: 'Enter the name of your organization.',
  nameMissing: 'Enter your name.',
  emailMissing: 'Enter an e-mail address, such as you@example.com.',
  token: 'Set-up token',
  organization: 'Organization',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  passwordHelp: 'At least 12 characters. A few words are best.',
  create: 'Create organization',
  alreadySetUp: 'This server is set up already.',
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
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  wrong: 'E-mail or password is wrong.',
};

export const freshSignIn = {
  title: 'Is it you?',
  lead: () => 'This step is sensitive. Enter your password to go on.',
  password: 'Password',
  confirm: 'Go on',
  cancel: 'Cancel',
  wrong: 'The password is wrong.',
};

export const sessionEnded = {
  title: 'Your session has ended',
  lead: (email: string) => `Enter the password of ${email}. What is on the screen stays as it is.`,
  password: 'Password',
  confirm: 'Sign in',
  cancel: 'Sign in as somebody else',
  wrong: 'The password is wrong.',
};
