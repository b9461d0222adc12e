import type { CredentialUsage } from '../../api/types';
import { grouped } from '../../lib/numbers';
import { RelativeTime } from '../../parts/RelativeTime';
import { usage as text, usedBy } from '../../text/credential';
import classes from './credential.module.css';

/** Which engine or flow used a credential, how often, and when last. */
export function UserTable({ users }: { users: CredentialUsage['users'] }) {
  return (
    <table className={`${classes.table} ${classes.numbers}`}>
      <thead>
        <tr>
          <th>{text.user}</th>
          <th>{text.ok}</th>
          <th>{text.failed}</th>
          <th>{text.lastTime}</th>
        </tr>
      </thead>
      <tbody>
        {users.map(({ id, name, flow, ok, failed, lastAt }) => (
          <tr key={`${id} ${flow ?? ''}`}>
            <td>{flow ? usedBy.flowOfKey(flow, name) : name || text.noName}</td>
            <td>{grouped(ok)}</td>
            <td>{grouped(failed)}</td>
            <td>
              <RelativeTime at={lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
