import { Button, Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { useCredentialSummary } from '../../api/credentials';
import { useDialog } from '../../dialogs/useDialog';
import { useSignedIn } from '../../api/session';
import { later } from '../../lib/later';
import { Page } from '../../parts/Page';
import { credentials as text } from '../../text/credentials';
import { CredentialList } from './CredentialList';
import { FilterBar } from './FilterBar';
import { FirstCredential } from './FirstCredential';
import { HealthBar } from './HealthBar';
import { ServiceCards } from './ServiceCards';
import { useFilters } from './useFilters';
import { useShownCount } from './useShownCount';

const FirstSteps = later(() => import('../first-steps/FirstSteps'), 'FirstSteps');

export function Credentials() {
  const filters = useFilters();
  const { open } = useDialog();
  const { filter, view, narrowed } = filters;
  const counts = useCredentialSummary(filter.workspace);
  const summary = counts.data;
  const shown = useShownCount(filters, summary);
  const add = () => open({ dialog: 'add', service: filter.connector });
  const { firstSteps } = useSignedIn();
  const none = summary?.total === 0 && !narrowed;

  return (
    <Page
      title={text.title}
      aside={shown}
      actions={
        !none && (
          <Button data-focus-home onClick={add}>
            {text.add}
          </Button>
        )
      }
    >
      {firstSteps && !narrowed && <LaterFirstSteps />}
      {none ? (
        !firstSteps && <FirstCredential />
      ) : (
        <>
          <HealthBar summary={summary} filters={filters} />
          <FilterBar filters={filters} summary={summary} />
          {view === 'service' ? (
            <ServiceCards counts={counts} filters={filters} />
          ) : (
            <CredentialList filters={filters} />
          )}
        </>
      )}
    </Page>
  );
}

/** Only new organizations see it, so only theirs load it. */
function LaterFirstSteps() {
  return (
    <Suspense fallback={<Skeleton h={280} mb={18} />}>
      <FirstSteps />
    </Suspense>
  );
}
