export const useIt = {
  title: 'Use it',
  id: 'Id',
  name: 'Name',
  key: 'MORTISE_TOKEN holds an API key that may resolve credentials.',
  callKey: 'MORTISE_TOKEN holds an API key that may call through the proxy. The engine never holds the secret.',
  language: 'Language',
  snippet: 'Call for this credential',
  languages: { curl: 'curl', python: 'Python', node: 'Node', java: 'Java', proxy: 'Through the proxy' },
  waiting: 'Waiting for the first resolve…',
  seen: 'Last use seen',
  by: (user: string) => `by ${user}`,
};
