import { Skeleton, Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCredential } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import { useSignedIn } from '../../api/session';
import type { Credential } from '../../api/types';
import { useStillFrom } from '../../lib/cameFrom';
import { Empty } from '../../parts/Empty';
import { Crumbs } from '../../parts/Crumbs';
import { QueryFailed } from '../../parts/QueryFailed';
import { usePageTitle } from '../../parts/usePageTitle';
import { credentialPage as text } from '../../text/credential';
import { Access } from './Access';
import { CredentialAudit } from './CredentialAudit';
import { CredentialHeader } from './CredentialHeader';
import { Overview } from './Overview';
import { tabsOf, type Tab } from './tabs';
import { Versions } from './Versions';
import classes from './credential.module.css';

export function CredentialPage() {
  const { id = '', tab } = useParams();
  const credential = useCredential(id);
  // One that was deleted in the meantime is no longer shown as it was.
  const gone = isProblem(credential.error) && credential.error.status === 404 ? credential.error : null;
  usePageTitle(credential.data?.name ?? text.loading);

  return (
    <>
      <Crumbs to="/credentials">{text.back}</Crumbs>
      {gone ? (
        <Empty level={1} title={text.absent} text={gone.message} />
      ) : credential.data ? (
        <>
          <CredentialHeader credential={credential.data} />
          <CredentialTabs credential={credential.data} tab={tab} />
        </>
      ) : credential.isError ? (
        <QueryFailed what={text.what} query={credential} />
      ) : (
        <Loading />
      )}
    </>
  );
}

function CredentialTabs({ credential, tab }: { credential: Credential; tab: string | undefined }) {
  const navigate = useNavigate();
  const { search } = useLocation();
  const state = useStillFrom();
  const tabs = tabsOf(credential.level, useSignedIn().role);
  const active = tabs.find((one) => one === tab) ?? 'overview';
  const go = (next: string | null) =>
    void navigate(
      { pathname: `/credentials/${credential.id}${next === 'overview' ? '' : `/${next}`}`, search },
      { state },
    );
  const strip = useRef<HTMLDivElement>(null);
  // Where the tabs do not all fit, the chosen one is in sight.
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (strip.current && tab) strip.current.scrollLeft = tab.offsetLeft - 60;
  }, [active]);
  return (
    <Tabs value={active} onChange={go} keepMounted={false} className={classes.tabs}>
      <Tabs.List ref={strip}>
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {text.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={active} pt={18}>
        <TabContent tab={active} credential={credential} />
      </Tabs.Panel>
    </Tabs>
  );
}

function TabContent({ tab, credential }: { tab: Tab; credential: Credential }) {
  switch (tab) {
    case 'overview':
      return <Overview credential={credential} />;
    case 'access':
      return <Access credential={credential} />;
    case 'versions':
      return <Versions credential={credential} />;
    case 'audit':
      return <CredentialAudit id={credential.id} />;
  }
}

function Loading() {
  return (
    <div aria-busy>
      <Skeleton h={44} w={320} mb={22} />
      <Skeleton h={34} mb={22} />
      <Skeleton h={240} />
    </div>
  );
}
