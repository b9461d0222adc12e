export const setup = {
  title: 'Set up Mortise',
  lead: 'This makes your organization, its first workspace and you as its owner.',
  tokenHelp:
    'When the server started, it printed a line “Set up at …/setup?token=…”. Open that link, or paste its token here.',
  token: 'Set-up token',
  organization: 'Organization',
  name: 'Your name',
  email: 'E-mail',
  password: 'Password',
  passwordHelp: 'At least 12 characters. A few words are best.',
  create: 'Create organization',
  alreadySetUp: 'This server is set up already.',
  toSignIn: 'Go to sign-in',
  keepTitle: 'Keep this',
  keepLead:
    'The fingerprint of your audit key. With it anybody can prove later that an export of the audit log was not altered.',
  keepWhere: 'Keep it somewhere else than on this server: print it, or put it where you keep things that matter.',
  fingerprint: 'Audit fingerprint',
  goOn: 'I have kept it, go on',
};

export const signIn = {
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
