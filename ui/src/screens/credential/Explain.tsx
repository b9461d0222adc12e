import { Select, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useExplanation } from '../../api/credentialDetails';
import { useMembers } from '../../api/session';
import { Notice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { access as text } from '../../text/credential';
import { Panel } from './Facts';
import classes from './credential.module.css';

export function Explain({ id }: { id: string }) {
  const [person, setPerson] = useState<string | null>(null);
  const people = useMembers();
  const members = people.data ?? [];
  const explanation = useExplanation(id, person);
  const name = members.find((member) => member.id === person)?.name ?? '';
  return (
    <Panel title={text.explain}>
      <QueryFailed what={text.people} query={people} />
      <Select
        label={text.person}
        placeholder={text.pickPerson}
        searchable
        maw={360}
        mb={12}
        data={members.map((member) => ({ value: member.id, label: member.name }))}
        value={person}
        onChange={setPerson}
      />
      <QueryFailed what={text.explainWhat} query={explanation} />
      {explanation.isLoading && <Skeleton h={64} />}
      {explanation.data && (
        <Notice
          tone={explanation.data.allowed ? 'ok' : 'off'}
          title={explanation.data.allowed ? text.allowed(name) : text.refused(name)}
        >
          <ul className={classes.reasons}>
            {explanation.data.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </Notice>
      )}
    </Panel>
  );
}
