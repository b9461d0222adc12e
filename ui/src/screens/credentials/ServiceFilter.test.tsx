// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { show } from '../../testing/show';
import { ServiceFilter } from './ServiceFilter';

const services = [
  { value: 'github', label: 'GitHub' },
  { value: 'slack', label: 'Slack' },
];

const filter = () => screen.findByRole('combobox', { name: 'Connector' });

describe('the filter by connector', () => {
  it.each(['click', 'keyboard'])('opens at the first %s, although its code is loaded late', async (how) => {
    const change = vi.fn();
    const { user } = show(<ServiceFilter services={services} value={null} onChange={change} />);
    if (how === 'click') await user.click(await filter());
    else await user.tab();
    expect(await screen.findByRole('option', { name: 'Slack' })).toBeVisible();
    await waitFor(async () => expect(await filter()).toHaveFocus());
    await user.type(await filter(), 'sla');
    await user.click(await screen.findByRole('option', { name: 'Slack' }));
    expect(change).toHaveBeenCalledWith('slack', expect.anything());
  });

  it('names the chosen one from the beginning, and takes no focus when it is loaded', async () => {
    show(<ServiceFilter services={services} value="github" onChange={vi.fn()} />);
    expect(await filter()).toHaveValue('GitHub');
    await waitFor(async () => expect(await filter()).not.toHaveAttribute('readonly'));
    expect(await filter()).toHaveValue('GitHub');
    expect(document.body).toHaveFocus();
  });
});
