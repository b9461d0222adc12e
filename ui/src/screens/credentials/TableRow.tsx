import { ActionIcon, Checkbox } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { Credential } from '../../api/types';
import { useFromHere } from '../../lib/cameFrom';
import { credentials as text } from '../../text/credentials';
import { RowMenu } from './RowMenu';
import type { Selection } from './useSelection';
import classes from './table.module.css';

type Props = {
  index: number;
  credential: Credential;
  selection: Selection;
  measure: (element: Element | null) => void;
  children: ReactNode;
};

/** A body of its own, so that the unfolded notes are measured together with their row. */
export function TableRow({ index, credential, selection, measure, children }: Props) {
  const [unfolded, setUnfolded] = useState(false);
  const navigate = useNavigate();
  const state = useFromHere();
  const { id, name, notes } = credential;
  const selected = selection.has(id);

  const follow = (event: MouseEvent<HTMLElement>) => {
    const own = event.target instanceof Element && event.target.closest('a, button, input, label, [role="menu"]');
    if (!own && !window.getSelection()?.toString()) void navigate(`/credentials/${id}`, { state });
  };

  return (
    <tbody ref={measure} data-index={index} data-selected={selected || undefined}>
      <tr className={classes.row} onClick={follow} aria-rowindex={index + 2}>
        <td className={classes.tick}>
          <span className={classes.ticks}>
            <Checkbox
              size="xs"
              aria-label={text.select(name)}
              checked={selected}
              onChange={() => selection.toggle(id)}
            />
            {notes && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={22}
                aria-label={text.unfold(name)}
                aria-expanded={unfolded}
                onClick={() => setUnfolded(!unfolded)}
              >
                <IconChevronRight size={14} className={classes.arrow} data-unfolded={unfolded || undefined} />
              </ActionIcon>
            )}
          </span>
        </td>
        {children}
        <td className={classes.more}>
          <RowMenu credential={credential} />
        </td>
      </tr>
      {unfolded && notes && (
        <tr className={classes.notesRow}>
          <td />
          <td colSpan={7}>{notes}</td>
        </tr>
      )}
    </tbody>
  );
}
