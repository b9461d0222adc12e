import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import ts from 'typescript-eslint';

export default defineConfig([
  { ignores: ['dist', 'target', 'src/api/schema.d.ts', 'eslint.config.js', 'vite.config.ts'] },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [ts.configs.base, hooks.configs.flat.recommended, a11y.flatConfigs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      // Opening a dialog puts the focus where typing goes on; both parts of it name that place.
      'jsx-a11y/no-autofocus': 'off',
      // What scrolls has to be reachable by keyboard (WCAG 2.1.1).
      'jsx-a11y/no-noninteractive-tabindex': ['error', { roles: ['region'], tags: ['aside'] }],
    },
  },
]);
