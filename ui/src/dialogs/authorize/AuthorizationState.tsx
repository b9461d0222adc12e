import { Anchor, Checkbox } from '@mantine/core';
import { Notice } from '../../parts/Notice';
import { authorize as text } from '../../text/authorize';
import { AccountChoice } from './AccountChoice';
import type { Authorization } from './useAuthorization';

/**
 * How far the person is at the service, and what to do if they did not get there.
 *
 * @param scopes that were asked for
 */
export function AuthorizationState({ authorization, scopes }: { authorization: Authorization; scopes: unknown }) {
  const { state, begun, blocked, failure, unknown } = authorization;
  if (!begun) return null;
  if (state === 'connected') return <Connected authorization={authorization} scopes={scopes} />;
  if (state === 'failed' || state === 'expired')
    return (
      <Notice tone="bad" title={failure?.detail ?? text.expired}>
        {failure?.remedy}
      </Notice>
    );
  if (unknown)
    return (
      <Notice tone="bad" title={text.unknown}>
        {unknown.message}
      </Notice>
    );
  if (state === 'choosing') return <AccountChoice authorization={authorization} />;
  const link = (
    <Anchor href={begun.authorizationUrl} target="_blank" rel="noreferrer" inherit>
      {text.openService}
    </Anchor>
  );
  return blocked ? (
    <Notice tone="warn" title={text.blocked}>
      {link}
    </Notice>
  ) : (
    <Notice tone="off" title={text.waiting}>
      {text.windowGone} {link}
    </Notice>
  );
}

/** As whom, and what is not as it was wanted. */
function Connected({ authorization, scopes }: { authorization: Authorization; scopes: unknown }) {
  const { identity, another, accepted, accept, grantedScopes } = authorization;
  const wanted = Array.isArray(scopes) ? scopes.map(String) : [];
  // Where the service names no scopes, they are those that were asked for (RFC 6749, section 5.1).
  const missing = grantedScopes.length > 0 ? wanted.filter((scope) => !grantedScopes.includes(scope)) : [];
  return (
    <>
      <Notice tone="ok" title={identity ? text.connectedAs(identity) : text.connected} />
      {missing.length > 0 && (
        <Notice tone="warn" title={text.notGranted(missing)}>
          {text.notGrantedHelp}
        </Notice>
      )}
      {another && (
        <Notice tone="warn" title={text.another}>
          <Checkbox
            mt={4}
            label={text.acceptAnother}
            checked={accepted}
            onChange={(event) => accept(event.currentTarget.checked)}
          />
        </Notice>
      )}
    </>
  );
}
