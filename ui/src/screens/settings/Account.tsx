import { useState } from 'react';
import { useLeave } from '../../dialogs/useLeave';
import { account as text } from '../../text/settings';
import type { FormState } from './formState';
import { ChangePassword } from './ChangePassword';
import { Profile } from './Profile';
import { SessionList } from './SessionList';
import { SettingsPage } from './SettingsPage';

/** One question for all forms of the page: leaving it takes away what was typed into any of them. */
export function Account() {
  const [profile, setProfile] = useState<FormState>('clean');
  const [password, setPassword] = useState<FormState>('clean');
  const states = [profile, password];
  const leaving = useLeave(
    states.some((state) => state !== 'clean'),
    () => undefined,
    states.includes('saving'),
  );
  return (
    <SettingsPage title={text.title}>
      {leaving.question}
      <Profile onState={setProfile} />
      <ChangePassword onState={setPassword} />
      <SessionList />
    </SettingsPage>
  );
}
