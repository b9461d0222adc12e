import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'));
const styles = ['mantine', 'mantineSignedIn', 'mantineOverlays']
  .map((name) => readFileSync(`src/theme/${name}.ts`, 'utf8'))
  .join('');

const inUse = new Set(
  sources
    .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.replace(/^\s*type\s/, '').trim()))
    .filter((name) => existsSync(`node_modules/@mantine/core/styles/${name}.css`)),
);

describe('the styles of Mantine', () => {
  it.each([...inUse])('include those of %s', (component) => {
    expect(styles).toContain(`'@mantine/core/styles/${component}.css'`);
  });
});
