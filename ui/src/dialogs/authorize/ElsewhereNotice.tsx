import { Anchor } from '@mantine/core';
import type { ConnectorMethod } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { authorize as text } from '../../text/authorize';

/** Whether a person has to agree at the service before a credential of this method works. */
export const needsPerson = (method: ConnectorMethod | undefined) => method?.oauth?.grant === 'authorization_code';

/** The origin at which people have to open Mortise for an authorization to come back; null where they have. */
export function otherOrigin(method: ConnectorMethod | undefined): string | null {
  const redirect = method?.oauth?.redirectUri;
  if (!redirect) return null;
  const { origin } = new URL(redirect);
  return origin === window.location.origin ? null : origin;
}

/** The service sends the browser back to the public address, where a page of another name has no cookie. */
export function ElsewhereNotice({ origin }: { origin: string }) {
  const { pathname, search } = window.location;
  return (
    <Notice tone="warn" title={text.elsewhere}>
      <Anchor href={`${origin}${pathname}${search}`} inherit>
        {text.openAt(origin)}
      </Anchor>
    </Notice>
  );
}
