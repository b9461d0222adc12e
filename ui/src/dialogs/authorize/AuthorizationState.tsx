import { Anchor } from '@mantine/core';
import { Notice } from '../../parts/Notice';
import { authorize as text } from '../../text/authorize';
import type { Authorization } from './useAuthorization';

/** How far the person is at the service, and what to do if they did not get there. */
export function AuthorizationState({ authorization }: { authorization: Authorization }) {
  const { state, begun, blocked, failure, unknown } = authorization;
  if (!begun) return null;
  if (state === 'connected') return <Notice tone="ok" title={text.connected} />;
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
