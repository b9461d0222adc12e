import { RelativeTime } from '../../parts/RelativeTime';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import { AccountKeys, AccountMenu, AccountNotes, placeOf, type AccountsProps } from './ServiceAccountParts';
import classes from './settings.module.css';

export function ServiceAccountTable({ accounts, keys, onAction }: AccountsProps) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={text.title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{text.name}</th>
            <th>{text.belongsTo}</th>
            <th>{text.role}</th>
            <th className={classes.number}>{text.keys}</th>
            <th>{text.created}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <td>
                {account.name}
                <AccountNotes account={account} />
              </td>
              <td>{placeOf(account)}</td>
              <td>{text.roles[account.role]}</td>
              <td className={classes.number}>
                <AccountKeys account={account} keys={keys} />
              </td>
              <td>
                <RelativeTime at={account.createdAt} />
              </td>
              <td className={classes.menu}>
                <AccountMenu account={account} onAction={onAction} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
