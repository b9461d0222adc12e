import { Select } from '@mantine/core';
import { useState } from 'react';
import { useExplanation } from '../../api/credentialDetails';
import { useMembers } from '../../api/session';
import { Notice, ProblemNotice } from '../../parts/Notice';
import { access as text } from '../../text/credential';
import { Panel } from './Facts';
import classes from './credential.module.css';

export function Explain({ id }: { id: string }) {
  const [person, setPerson] = useState<string | null>(null);
  const members = useMembers().data?.items ?? [];
  const explanation = useExplanation(id, person);
  const name = members.find((member) => member.id === person)?.name ?? '';
  return (
    <Panel title={text.explain}>
      <Select
        label={text.person}
        searchable
        maw={360}
        mb={12}
        data={members.map((member) => ({ value: member.id, label: member.name }))}
        value={person}
        onChange={setPerson}
      />
      <ProblemNotice error={explanation.error} />
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
