import { useCredentialAudit } from '../../api/credentialDetails';
import { EventList } from '../audit/EventList';

export function CredentialAudit({ id }: { id: string }) {
  return <EventList events={useCredentialAudit(id)} />;
}
