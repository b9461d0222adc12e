// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { show } from '../testing/show';
import { Guide } from './Guide';

it('copies the lines of a guide as they stand', async () => {
  const { user } = show(
    <Guide text={'Run:\n\n```sql\ncreate role mortise;\ngrant connect on database "orders" to mortise;\n```'} />,
  );

  await user.click(await screen.findByRole('button', { name: 'Copy these lines' }));

  const copied = await navigator.clipboard.readText();
  expect(copied).toBe('create role mortise;\ngrant connect on database "orders" to mortise;');
});
