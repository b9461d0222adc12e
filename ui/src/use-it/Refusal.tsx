import { Link } from 'react-router';
import { useExplanation } from '../api/credentialDetails';
import { reasonSentence } from '../text/audit';
import { access } from '../text/credential';
import { useIt as text } from '../text/useIt';

type Props = {
  /** Absent where it may not be known which credential was asked for. */
  credential: string | undefined;
  apiKey: string;
  reason: string | undefined;
};

/** Why a request of an API key was refused; a missing scope is named. Where it is explained opens beside this page. */
export function Refusal({ credential, apiKey, reason = '' }: Props) {
  const explanation = useExplanation(credential ?? '', credential ? { key: apiKey } : null).data;
  const byAccess = reason === 'not_permitted' ? explanation?.reasons[0] : undefined;
  return (
    <>
      {byAccess ?? reasonSentence({ action: 'credential.refused', reason }) ?? text.refusedWithout}{' '}
      {credential && (
        <Link to={`/credentials/${credential}/access?key=${apiKey}`} target="_blank">
          {access.explain}
        </Link>
      )}
    </>
  );
}
