// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json } from '../../testing/backend';
import { show } from '../../testing/show';
import { Account } from './Account';

describe('My account', () => {
  it.each([
    ['Your name', 'Olga the Second'],
    ['New password', 'obviously fake password'],
  ])('asks before it is left with something typed into %s', async (input, typed) => {
    backend({ 'GET /me/sessions': () => json({ items: [], next: null, total: 0 }) });
    const { user, router } = show(<Account />, '/settings/account');
    await user.type(screen.getByLabelText(input), typed);

    void router.navigate('/settings/api-keys');

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(router.state.location.pathname).toBe('/settings/account');
  });
});
