// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { show } from '../../testing/show';
import { MapInput } from './MapInput';

function Screen() {
  const [value, setValue] = useState<unknown>(null);
  return (
    <MapInput label="Headers" path="fields.headers" secret saved={['X-First']} value={value} onChange={setValue} />
  );
}

describe('a map of names and values', () => {
  it('takes no focus when it is shown', async () => {
    show(<Screen />);
    await screen.findByText('X-First');
    expect(document.body).toHaveFocus();
  });

  it('takes a value without the spaces around it, and says so', async () => {
    const { user } = show(<Screen />);
    const value = await screen.findByLabelText('X-First: value');
    await user.type(value, ' fake-key ');
    await user.tab();

    expect(value).toHaveValue('fake-key');
    expect(value).toHaveAccessibleDescription('Spaces around it were removed.');
  });

  it('leads to the name of a line that was added, each time', async () => {
    const { user } = show(<Screen />);
    for (const count of [1, 2]) {
      await user.click(await screen.findByRole('button', { name: 'Add line' }));
      const names = screen.getAllByLabelText('Headers: name');
      expect(names).toHaveLength(count);
      expect(names.at(-1)).toHaveFocus();
      await user.keyboard(`X-${count}`);
      expect(names.at(-1)).toHaveValue(`X-${count}`);
    }
  });
});
