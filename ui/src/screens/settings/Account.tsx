import { useState } from 'react';
import { useLeave } from '../../dialogs/useLeave';
import { account as text } from '../../text/settings';
import { ChangePassword } from './ChangePassword';
import { Profile } from './Profile';
import { SessionList } from './SessionList';
import { SettingsPage } from './SettingsPage';

/** One question for all forms of the page: leaving it takes away what was typed into any of them. */
export function Account() {
  const [profile, setProfile] = useState(false);
  const [password, setPassword] = useState(false);
  const leaving = useLeave(profile || password, () => undefined);
  return (
    <SettingsPage title={text.title}>
      {leaving.question}
      <Profile onTyped={setProfile} />
      <ChangePassword onTyped={setPassword} />
      <SessionList />
    </SettingsPage>
  );
}
