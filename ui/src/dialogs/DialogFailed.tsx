import { Modal } from '@mantine/core';
import { QueryFailed, type FailedQuery } from '../parts/QueryFailed';
import { common } from '../text/common';

type Props = { what: string; query: FailedQuery; onClose: () => void };

/** In place of a dialog that cannot open without what is missing. */
export function DialogFailed({ what, query, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title={common.cannotOpen} size={460}>
      <QueryFailed what={what} query={query} />
    </Modal>
  );
}
