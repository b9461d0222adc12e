// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { show } from '../../testing/show';
import { SearchInput } from './SearchInput';

/** An address that follows late, as a busy browser's does. */
function LateAddress({ lag }: { lag: number }) {
  const [value, setValue] = useState('');
  return (
    <>
      <SearchInput value={value} onChange={(next) => setTimeout(() => setValue(next), lag)} />
      <output>{value}</output>
      <button onClick={() => setValue('')}>Clear</button>
    </>
  );
}

describe('the search', () => {
  it.each([80, 200, 215])('loses no letter when a key comes every %i ms', async (delay) => {
    show(<LateAddress lag={120} />);
    await userEvent.setup({ delay }).type(await screen.findByRole('searchbox'), 'petstore');

    expect(screen.getByRole('searchbox')).toHaveValue('petstore');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('petstore'));
    expect(screen.getByRole('searchbox')).toHaveValue('petstore');
  });

  it('follows the address when somebody clears the filters', async () => {
    const { user } = show(<LateAddress lag={0} />);
    await user.type(await screen.findByRole('searchbox'), 'pet');
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('pet'));
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });
});
