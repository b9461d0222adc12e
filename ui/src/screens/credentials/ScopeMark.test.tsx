// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { ScopeMark } from './ScopeMark';

it('names the workspace of a scope', () => {
  show(<ScopeMark credential={credential} />);

  expect(screen.getByText('Default')).toHaveAttribute('title', 'Workspace');
});

it('says also that it is a workspace where there is room', () => {
  show(<ScopeMark credential={credential} long />);

  expect(screen.getByText('Workspace Default')).toBeVisible();
});
