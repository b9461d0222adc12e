import { describe, expect, it } from 'vitest';
import { languages, languagesFor, snippet } from './snippets';

describe('snippet', () => {
  it.each(languages)('in %s names the server and the credential, and no token', (language) => {
    const code = snippet(language, 'https://mortise.example', 'cred_1');
    expect(code).toContain('https://mortise.example/runtime/v1/');
    expect(code).toContain('cred_1');
    expect(code).toContain('MORTISE_KEY');
    expect(code).not.toContain('mrt_');
  });
});

it('offers no call through the proxy for what is not HTTP', () => {
  expect(languagesFor('database')).not.toContain('proxy');
  expect(languagesFor('bearer')).toContain('proxy');
});
