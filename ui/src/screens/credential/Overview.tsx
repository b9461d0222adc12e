import { Skeleton } from '@mantine/core';
import { useUsage } from '../../api/credentialDetails';
import { useSignedIn } from '../../api/session';
import type { Credential } from '../../api/types';
import { QueryFailed } from '../../parts/QueryFailed';
import { UseIt } from '../../use-it/UseIt';
import { overview as text, usage as usageText } from '../../text/credential';
import { useIt as useItText } from '../../text/useIt';
import { AccountPanels } from './AccountPanels';
import { Details } from './Details';
import { Panel } from './Facts';
import { seesUses } from './tabs';
import { TokenPanel } from './TokenPanel';
import { UsedByPanel, UsesPanel } from './Uses';
import classes from './credential.module.css';

/** Who uses it, how to use it, and what it is. As long as nobody uses it, how to use it comes first. */
export function Overview({ credential }: { credential: Credential }) {
  const { role } = useSignedIn();
  const { oauth } = credential;
  const sees = seesUses(credential.level, role);
  const usage = useUsage(credential.id, sees);
  const used = usage.data !== undefined && usage.data.total > 0;
  const useIt = credential.level !== 'see' && (
    <Panel title={useItText.title}>
      <UseIt credential={credential} seesUses={sees} />
    </Panel>
  );
  return (
    <div className={classes.overview}>
      <div>
        {oauth && <TokenPanel credential={credential} oauth={oauth} />}
        <QueryFailed what={usageText.what} query={usage} />
        {sees && usage.isPending && <Skeleton h={280} mb={16} />}
        {used && (
          <>
            <UsesPanel credential={credential} usage={usage.data} />
            <UsedByPanel users={usage.data.users} />
          </>
        )}
        {!used && useIt}
      </div>
      <div>
        {oauth && <AccountPanels credential={credential} oauth={oauth} />}
        {used && useIt}
        <Details credential={credential} />
        {credential.notes && (
          <Panel title={text.notes}>
            <p className={classes.notes}>{credential.notes}</p>
          </Panel>
        )}
      </div>
    </div>
  );
}
