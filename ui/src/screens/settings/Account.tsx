import { account as text } from '../../text/settings';
import { ChangePassword } from './ChangePassword';
import { SessionList } from './SessionList';
import { SettingsPage } from './SettingsPage';

export function Account() {
  return (
    <SettingsPage title={text.title}>
      <ChangePassword />
      <SessionList />
    </SettingsPage>
  );
}
