import { describe, expect, it } from 'vitest';
import { languages, snippet } from './snippets';

describe('snippet', () => {
  it.each(languages)('in %s names the server and the credential, and no token', (language) => {
    const code = snippet(language, 'https://mortise.example', 'cred_1');
    expect(code).toContain('https://mortise.example/runtime/v1/');
    expect(code).toContain('cred_1');
    expect(code).toContain('MORTISE_KEY');
    expect(code).not.toContain('mrt_');
  });
});
