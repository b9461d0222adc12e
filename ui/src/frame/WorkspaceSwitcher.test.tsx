// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { show } from '../testing/show';
import { WorkspaceSwitcher } from './WorkspaceSwitcher';

it.each([
  ['/credentials', 'Workspace: All workspaces · Acme'],
  ['/credentials?workspace=ws_1', 'Workspace: Default · Acme'],
])('names the workspace that is shown at %s', async (address, name) => {
  show(<WorkspaceSwitcher />, address);
  expect(await screen.findByRole('button', { name })).toBeVisible();
});
