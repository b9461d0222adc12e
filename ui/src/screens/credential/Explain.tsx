import { Select, Skeleton } from '@mantine/core';
import { useAddressParts } from '../../lib/cameFrom';
import { useApiKeys } from '../../api/apiKeys';
import { useExplanation, type Asked } from '../../api/credentialDetails';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useMembers } from '../../api/session';
import { isServiceAccount } from '../../lib/places';
import { withParts } from '../../lib/search';
import { Notice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { access as text } from '../../text/credential';
import { Panel } from './Facts';
import classes from './credential.module.css';

/** Why a person, a service account or an API key may use the credential, or not. The address holds who is asked about. */
export function Explain({ id }: { id: string }) {
  const [search, setSearch] = useAddressParts();
  const asked = askedBy(search);
  const value = asked ? Object.values(asked)[0] : null;
  const people = useMembers();
  const accounts = useServiceAccounts();
  const keys = useApiKeys();
  const choices = [
    { group: text.peopleGroup, items: (people.data ?? []).map(({ id, name }) => ({ value: id, label: name })) },
    { group: text.accountsGroup, items: (accounts.data ?? []).map(({ id, name }) => ({ value: id, label: name })) },
    { group: text.keysGroup, items: (keys.data ?? []).map(({ id, name }) => ({ value: id, label: name })) },
  ];
  const name = choices.flatMap(({ items }) => items).find((one) => one.value === value)?.label;
  // A link may name a key that has ended, which no list holds.
  if (value && !name) choices.push({ group: text.otherGroup, items: [{ value, label: value }] });
  const ask = (next: string | null) =>
    setSearch(
      (known) =>
        withParts(known, { person: null, serviceAccount: null, key: null, ...(next && { [parameterOf(next)]: next }) }),
      { replace: true },
    );
  return (
    <Panel title={text.explain}>
      <QueryFailed what={text.people} query={people} />
      <QueryFailed what={text.accounts} query={accounts} />
      <QueryFailed what={text.keys} query={keys} />
      <Select
        label={text.asked}
        placeholder={text.pickAsked}
        searchable
        maw={360}
        mb={12}
        data={choices}
        value={value}
        onChange={ask}
      />
      <Answer id={id} asked={asked} name={name ?? value ?? ''} />
    </Panel>
  );
}

function Answer({ id, asked, name }: { id: string; asked: Asked | null; name: string }) {
  const explanation = useExplanation(id, asked);
  const { data } = explanation;
  return (
    <>
      <QueryFailed what={text.explainWhat} query={explanation} />
      {explanation.isLoading && <Skeleton h={64} />}
      {data && (
        <Notice tone={data.allowed ? 'ok' : 'off'} title={data.allowed ? text.allowed(name) : text.refused(name)}>
          <ul className={classes.reasons}>
            {data.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function parameterOf(id: string) {
  if (id.startsWith('key_')) return 'key';
  return isServiceAccount({ id }) ? 'serviceAccount' : 'person';
}

function askedBy(search: URLSearchParams): Asked | null {
  const key = search.get('key');
  if (key) return { key };
  const serviceAccount = search.get('serviceAccount');
  if (serviceAccount) return { serviceAccount };
  const person = search.get('person');
  return person ? { person } : null;
}
