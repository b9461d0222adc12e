// @vitest-environment jsdom
import { Button, Menu, Modal, Popover } from '@mantine/core';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { describe, expect, it } from 'vitest';
import { show } from '../testing/show';
import { useFocusHome } from './useFocusHome';

/** Mounted only while open, as the dialogs of the address are. */
function Page({ keepsItem = true }: { keepsItem?: boolean }) {
  useFocusHome();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [gone, setGone] = useState(false);
  return (
    <main id="content" tabIndex={-1}>
      {!gone && (
        <Menu>
          <Menu.Target>
            <button>Actions</button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOpen(true)}>Edit</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <button onClick={() => setOpen(true)}>Open</button>
      <Popover withRoles trapFocus>
        <Popover.Target>
          <button>More</button>
        </Popover.Target>
        <Popover.Dropdown>
          <input aria-label="Inside" />
        </Popover.Dropdown>
      </Popover>
      {open && (
        <Modal opened onClose={() => setOpen(false)} title="Form">
          <input aria-label="Name" data-autofocus />
          <Button onClick={() => setAsking(true)}>Leave</Button>
          <Button
            onClick={() => {
              setOpen(false);
              setGone(!keepsItem);
            }}
          >
            Save
          </Button>
          {asking && (
            <Modal opened onClose={() => setAsking(false)} title="Question">
              <Button data-autofocus onClick={() => setAsking(false)}>
                Stay
              </Button>
            </Modal>
          )}
        </Modal>
      )}
    </main>
  );
}

async function openForm(keepsItem = true) {
  const { user } = show(<Page keepsItem={keepsItem} />);
  await user.click(await screen.findByRole('button', { name: 'Actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
  await screen.findByRole('dialog', { name: 'Form' });
  await waitFor(() => expect(screen.getByLabelText('Name')).toHaveFocus());
  return user;
}

const hasFocus = (name: string) => waitFor(() => expect(screen.getByRole('button', { name })).toHaveFocus());

describe('the focus', () => {
  it('returns to the button of the menu when the dialog that a menu opened is closed', async () => {
    const user = await openForm();
    await user.keyboard('{Escape}');
    await hasFocus('Actions');
  });

  it('returns into the form when a question above it is answered', async () => {
    const user = await openForm();
    await user.click(screen.getByRole('button', { name: 'Leave' }));
    await user.click(await screen.findByRole('button', { name: 'Stay' }));
    await hasFocus('Leave');
  });

  it('goes to the content of the page when the row that it came from is gone', async () => {
    const user = await openForm(false);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it('goes to the content also when the row disappears only later', async () => {
    const { user } = show(<Page />);
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveFocus());
    await user.keyboard('{Escape}');
    await hasFocus('Open');
    screen.getByRole('button', { name: 'Open' }).remove();
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it('returns to the button of a popover', async () => {
    const { user } = show(<Page />);
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.type(await screen.findByLabelText('Inside'), 'x');
    await user.keyboard('{Escape}');
    await hasFocus('More');
  });

  it('stays where a person put it', async () => {
    const { user } = show(<Page />);
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.click(document.body);
    expect(screen.getByRole('main')).not.toHaveFocus();
  });
});

/** A browser takes the focus from a button that is disabled; jsdom does not. */
function Working({ elsewhere = false }: { elsewhere?: boolean }) {
  useFocusHome();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (busy && elsewhere) document.getElementById('other')?.focus();
  }, [busy, elsewhere]);
  return (
    <main id="content" tabIndex={-1}>
      <Button
        loading={busy}
        onClick={(event) => {
          event.currentTarget.blur();
          setBusy(true);
        }}
      >
        Work
      </Button>
      <button id="other" onClick={() => setBusy(false)}>
        Finish
      </button>
    </main>
  );
}

describe('a button that is disabled while it works', () => {
  it('has the focus again when it is done', async () => {
    show(<Working />);
    const work = await screen.findByRole('button', { name: 'Work' });
    work.focus();
    fireEvent.click(work);
    expect(work).toBeDisabled();
    expect(document.body).toHaveFocus();
    await act(() => Promise.resolve());
    fireEvent.click(screen.getByRole('button', { name: 'Finish' }));
    await waitFor(() => expect(work).toHaveFocus());
  });

  it('takes no focus that went elsewhere in the meantime', async () => {
    show(<Working elsewhere />);
    const work = await screen.findByRole('button', { name: 'Work' });
    work.focus();
    fireEvent.click(work);
    const finish = screen.getByRole('button', { name: 'Finish' });
    expect(finish).toHaveFocus();
    fireEvent.click(finish);
    await waitFor(() => expect(work).toBeEnabled());
    expect(finish).toHaveFocus();
  });
});
