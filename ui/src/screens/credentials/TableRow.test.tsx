// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../../api/types';
import { backend } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { TableRow } from './TableRow';
import type { Selection } from './useSelection';

const selection = { has: () => false, toggle: () => undefined } as unknown as Selection;

function row(notes: string | null) {
  backend({});
  return show(
    <table>
      <TableRow
        index={0}
        credential={{ ...credential, notes } as Credential}
        selection={selection}
        measure={() => undefined}
      >
        <td>acme-ci</td>
      </TableRow>
    </table>,
  );
}

describe('the arrow of a row', () => {
  it('unfolds the notes', async () => {
    const { user } = row('Ask Commerce first.');
    await user.click(await screen.findByRole('button', { name: 'Unfold acme-ci' }));
    expect(screen.getByText('Ask Commerce first.')).toBeVisible();
  });

  it('is not there without notes', async () => {
    row(null);
    expect(await screen.findByText('acme-ci')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Unfold acme-ci' })).not.toBeInTheDocument();
  });
});
