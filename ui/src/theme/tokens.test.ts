import { readFileSync } from 'node:fs';
import { luminance } from '@mantine/core';
import { describe, expect, it } from 'vitest';

const sheet = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const block = sheet.slice(sheet.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#\w+);/g)].map(([, name, value]) => [name, value]));
}

const themes = { light: tokensOf(':root'), dark: tokensOf(":root[data-mantine-color-scheme='dark']") };

function contrast(one = '', other = ''): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['panel', 'bg', 'sel'];

describe.each(Object.entries(themes))('the colours of the %s theme', (_, tokens) => {
  const cases = (names: string[]) => names.flatMap((name) => grounds.map((ground) => [name, ground] as const));

  it.each(cases(['ok', 'warn', 'bad', 'auth', 'new', 'off']))('show the mark --%s on --%s', (name, ground) => {
    expect(contrast(tokens[name], tokens[ground])).toBeGreaterThanOrEqual(3);
  });

  it.each(cases(['ink', 'dim', 'faint', 'accent']))('keep the text --%s readable on --%s', (name, ground) => {
    expect(contrast(tokens[name], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
});
