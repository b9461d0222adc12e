import type { CredentialUsage } from '../../api/types';
import { describeEngine } from '../../lib/engines';
import { grouped } from '../../lib/numbers';
import { RelativeTime } from '../../parts/RelativeTime';
import { usage as text } from '../../text/credential';
import classes from './credential.module.css';

/** Which flow or outside engine used a credential, how often, and when last. */
export function UserTable({ users }: { users: CredentialUsage['users'] }) {
  return (
    <div className={classes.scrollX}>
      <table className={`${classes.table} ${classes.numbers}`}>
        <thead>
          <tr>
            <th>{text.user}</th>
            <th>{text.uses}</th>
            <th>{text.failed}</th>
            <th>{text.lastTime}</th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <Row key={`${user.id} ${user.flow ?? ''}`} user={user} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ user }: { user: CredentialUsage['users'][number] }) {
  const { ok, failed, lastAt } = user;
  const { name, notes } = describeEngine({ ...user, key: user.name });
  return (
    <tr>
      <td>
        {name}
        <div className={classes.aside}>{[text.engine, ...notes].join(' · ')}</div>
      </td>
      <td>{grouped(ok + failed)}</td>
      <td className={failed > 0 ? classes.failed : undefined}>{grouped(failed)}</td>
      <td>{lastAt ? <RelativeTime at={lastAt} /> : text.unknown}</td>
    </tr>
  );
}
