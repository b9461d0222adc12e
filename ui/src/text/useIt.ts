import type { Language } from '../lib/snippets';

export const useIt = {
  title: 'Use it',
  id: 'Id',
  copyId: 'Copy id',
  copyName: 'Copy name',
  copySnippet: (language: string) => `Copy the ${language} snippet`,
  help: (language: Language) =>
    language === 'proxy'
      ? 'Set MORTISE_KEY to an API key that may call through the proxy. Your engine never holds the secret.'
      : 'Set MORTISE_KEY to an API key that may resolve credentials. The secret is handed out at each use and recorded.',
  keyHelp: (language: Language) =>
    language === 'proxy'
      ? 'Run this where your engine runs, with MORTISE_KEY set to this API key. It must be allowed to call through the proxy.'
      : 'Run this where your engine runs, with MORTISE_KEY set to this API key.',
  language: 'Language',
  snippet: 'Call for this credential',
  languages: { curl: 'curl', python: 'Python', node: 'Node', java: 'Java', proxy: 'Proxy' },
  credential: 'Credential',
  noCredential: 'This key reaches no credential yet. Add one, and its snippets appear on its page.',
  refusedFor: (name: string) => `The last request with ${name} was refused.`,
  refusedWithout: 'The audit log has the details.',
  unknownKey:
    'An answer 401 means that MORTISE_KEY holds no valid API key: it is mistyped, revoked or expired. Such requests are not shown here.',
  refused: 'Every use is refused at present.',
  waiting: 'Waiting for the first resolve…',
  waitingFor: 'Waiting for the first request with',
  refusedToo: 'Refused requests appear here too, with the reason.',
  stopped: 'No request came in the last minutes. Reload the page to wait again.',
  seen: 'Last use seen',
  by: (user: string) => `by ${user}`,
};
