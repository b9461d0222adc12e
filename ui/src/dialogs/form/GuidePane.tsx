import { Anchor } from '@mantine/core';
import { useSignedIn } from '../../api/session';
import type { Connector, ConnectorMethod } from '../../api/types';
import { Mono } from '../../parts/Chip';
import { CopyBox } from '../../parts/CopyBox';
import { Guide } from '../../parts/Guide';
import { authorize } from '../../text/authorize';
import { guide as text } from '../../text/form';
import { filledHost, type FieldValues } from './values';
import classes from './form.module.css';

type Props = { connector: Connector | undefined; method: ConnectorMethod | undefined; fields?: FieldValues };

export function GuidePane({ connector, method, fields = {} }: Props) {
  const { practice } = useSignedIn();
  if (!connector || !method) {
    return (
      <section>
        <h3>{text.pickTitle}</h3>
        <p>{text.pickText}</p>
      </section>
    );
  }
  return (
    <>
      <section>
        <h3>{connector.hosts.length > 0 ? text.heading(connector.name) : text.headingOwn}</h3>
        {connector.id === 'petstore' && practice && (
          <p>
            <Anchor href={practice.url} target="_blank" rel="noreferrer" fz={13}>
              {text.practice}
            </Anchor>
          </p>
        )}
        <Guide text={method.guide || connector.guide || text.none} />
      </section>
      {method.oauth?.redirectUri && (
        <section>
          <h3>{authorize.redirect}</h3>
          <p>{authorize.redirectHelp}</p>
          <CopyBox value={method.oauth.redirectUri} label={authorize.copyRedirect} />
        </section>
      )}
      <section>
        <h3>{text.goodToKnow}</h3>
        {connector.approval && <p>{connector.approval}</p>}
        {method.oauth && <p>{authorize.hosts}</p>}
        {!method.oauth && <Hosts hosts={connector.hosts.map((host) => filledHost(host, method, fields))} />}
        <p>{text.writeOnly}</p>
      </section>
    </>
  );
}

function Hosts({ hosts }: { hosts: string[] }) {
  if (hosts.length === 0) return <p>{text.hostsOwn}</p>;
  return (
    <p>
      {text.hosts}{' '}
      <span className={classes.hosts}>
        {hosts.map((host) => (
          <Mono key={host}>{host}</Mono>
        ))}
      </span>
    </p>
  );
}
