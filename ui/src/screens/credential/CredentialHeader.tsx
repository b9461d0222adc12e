import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useConnectors } from '../../api/connectors';
import type { Credential, StatusCure } from '../../api/types';
import { useCredentialMenu } from '../../dialogs/useCredentialMenu';
import { useDialog } from '../../dialogs/useDialog';
import { useRunTest } from '../../dialogs/useRunTest';
import { statusName, toneOf } from '../../lib/status';
import { Chip } from '../../parts/Chip';
import { Notice } from '../../parts/Notice';
import { RelativeTime } from '../../parts/RelativeTime';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { StatusDot } from '../../parts/StatusDot';
import { environments } from '../../text/common';
import { credentialPage as text } from '../../text/credential';
import { actions } from '../../text/credentials';
import { ScopeMark } from '../credentials/ScopeMark';
import classes from './credential.module.css';

export function CredentialHeader({ credential }: { credential: Credential }) {
  const { connector, connectorName, methodName, name, environment } = credential;
  const known = useConnectors().data?.find(({ id }) => id === connector);
  const entries = useCredentialMenu(credential);
  const direct = [actions.test, actions.edit];
  return (
    <>
      <header className={classes.header}>
        <ServiceIcon service={known ?? { id: connector, name: connectorName }} size={44} />
        <div className={classes.title}>
          <h1>{name}</h1>
          <div className={classes.facts}>
            <StatusDot credential={credential} />
            <span>
              {connectorName} · {methodName}
            </span>
            <ScopeMark credential={credential} />
            {environment && <Chip>{environments[environment]}</Chip>}
          </div>
        </div>
        <div className={classes.actions}>
          {entries
            .filter((entry) => direct.includes(entry.name))
            .reverse()
            .map((entry) => (
              <Button key={entry.name} variant="default" loading={entry.busy} onClick={entry.run}>
                {entry.name}
              </Button>
            ))}
          {entries.length > 1 && (
            <Menu position="bottom-end" width={180}>
              <Menu.Target>
                <Button variant="default" rightSection={<IconDots size={15} aria-hidden />}>
                  {actions.more}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {entries
                  .filter((entry) => !direct.includes(entry.name))
                  .map((entry) => (
                    <Menu.Item key={entry.name} onClick={entry.run} c={entry.danger ? 'var(--bad)' : undefined}>
                      {entry.name}
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </header>
      <StatusReason credential={credential} />
    </>
  );
}

function StatusReason({ credential }: { credential: Credential }) {
  const { status, statusReason, statusCure, rollbackUntil, level } = credential;
  const { open } = useDialog();
  if (status === 'active' && !rollbackUntil) return null;
  return (
    <div className={classes.state}>
      {status === 'active' ? (
        <Notice tone="off" title={text.rollBackKept}>
          {text.rollBackEnds} <RelativeTime at={rollbackUntil} within />.
        </Notice>
      ) : (
        <Notice tone={toneOf(status)} title={statusName(status)}>
          {statusReason}
          {statusCure === 'check_root_key' && <div>{text.checkRootKey}</div>}
        </Notice>
      )}
      {status !== 'active' && statusCure && <CureButton credential={credential} cure={statusCure} />}
      {rollbackUntil && level === 'manage' && (
        <Button variant="default" onClick={() => open({ dialog: 'rollback', credential: credential.id })}>
          {actions.rollBack}
        </Button>
      )}
    </div>
  );
}

/** The one action that cures the status, for whoever may take it. */
function CureButton({ credential, cure }: { credential: Credential; cure: StatusCure }) {
  const { open } = useDialog();
  const test = useRunTest();
  const { id, level } = credential;
  const allowed = level === 'manage' || (cure === 'test' && level !== 'see');
  if (!allowed || cure === 'check_root_key') return null;
  const run = {
    restore: () => open({ dialog: 'restore', credential: id }),
    rotate: () => open({ dialog: 'rotate', credential: id }),
    reauthorize: () => open({ dialog: 'rotate', credential: id }),
    enter_secret: () => open({ dialog: 'edit', credential: id }),
    test: () => test.mutate(credential),
  }[cure];
  return (
    <Button onClick={run} loading={test.isPending}>
      {text.cures[cure]}
    </Button>
  );
}
