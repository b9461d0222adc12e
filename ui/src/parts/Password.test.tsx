// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SecretInput } from '../dialogs/form/SecretInput';
import { show } from '../testing/show';
import { Password } from './Password';

describe('an input for a password', () => {
  it.each([
    ['a password', <Password key="1" label="Password" description="At least 12 characters." error="Too short." />],
    ['a secret', <SecretInput key="2" label="Password" error="Too short." value="x" onChange={() => undefined} />],
  ])('says to assistive technology that %s is wrong, and why', async (_, input) => {
    show(input);
    const found = await screen.findByLabelText('Password');
    expect(found).toBeInvalid();
    expect(found).toHaveAccessibleDescription(expect.stringContaining('Too short.'));
  });

  it('is not invalid without an error', async () => {
    show(<Password label="Password" />);
    expect(await screen.findByLabelText('Password')).toBeValid();
  });

  it('is the one that every form uses', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
    const bare = files.filter((name) => readFileSync(join('src', name), 'utf8').includes('<Password' + 'Input'));
    expect(bare).toEqual([join('parts', 'Password.tsx')]);
  });
});
