import { RelativeTime } from '../../parts/RelativeTime';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import { Facts } from '../credential/Facts';
import { AccountKeys, AccountMenu, AccountNotes, placeOf, type AccountsProps } from './ServiceAccountParts';
import classes from './settings.module.css';

/** The service accounts where there is no room for a table. */
export function ServiceAccountCards({ accounts, keys, onAction }: AccountsProps) {
  return (
    <ul className={classes.cards} aria-label={text.title}>
      {accounts.map((account) => (
        <li key={account.id}>
          <div className={classes.cardTop}>
            <div>
              <b>{account.name}</b>
              <AccountNotes account={account} />
            </div>
            <AccountMenu account={account} onAction={onAction} />
          </div>
          <Facts
            facts={[
              [text.belongsTo, placeOf(account)],
              [text.role, text.roles[account.role]],
              [text.keys, <AccountKeys key="keys" account={account} keys={keys} />],
              [text.created, <RelativeTime key="created" at={account.createdAt} />],
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
