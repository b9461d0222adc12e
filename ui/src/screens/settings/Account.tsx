import { account as text } from '../../text/settings';
import { ChangePassword } from './ChangePassword';
import { Profile } from './Profile';
import { SessionList } from './SessionList';
import { SettingsPage } from './SettingsPage';

export function Account() {
  return (
    <SettingsPage title={text.title}>
      <Profile />
      <ChangePassword />
      <SessionList />
    </SettingsPage>
  );
}
