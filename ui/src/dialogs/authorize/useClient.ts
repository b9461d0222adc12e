import { useState } from 'react';
import { useOAuthApps } from '../../api/oauthApps';
import type { Connector, ConnectorMethod, Credential, OAuthApp } from '../../api/types';
import { appsFor, usesApps, withoutClient } from '../../lib/oauthApps';

/** In place of an app: a client of this credential only. */
export const own = 'own';

type Present = Pick<Credential, 'oauth'>;

/**
 * Which client Mortise is for a credential: an OAuth app, or one that is entered with it.
 *
 * @param present the credential that is authorized again, which has a client already
 */
export function useClient(connector: Connector | undefined, method: ConnectorMethod | undefined, present?: Present) {
  const uses = usesApps(method);
  const apps = useOAuthApps(uses);
  const [picked, setPicked] = useState<Record<string, string>>({});
  const [added, setAdded] = useState<OAuthApp[]>([]);
  const key = `${connector?.id} ${method?.id}`;
  // One that was added here is there before the list has been read again.
  const known = apps.data ?? [];
  const all = [...known, ...added.filter(({ id }) => known.every((one) => one.id !== id))];
  const choices = connector && method && uses ? appsFor(all, connector.id, method) : [];
  const required = method?.oauth?.app === 'required' && !present;
  const presentApp = present?.oauth?.app?.id;
  const initial = () => {
    if (present) return choices.find(({ id }) => id === presentApp)?.id ?? own;
    return choices.length === 1 ? (choices[0]?.id ?? own) : own;
  };
  const value = picked[key] ?? initial();
  const app = choices.find(({ id }) => id === value) ?? null;
  return {
    uses,
    required,
    apps,
    choices,
    /** An app's id, or `own`. */
    value,
    app,
    /** What the server is told; absent where nothing changes. */
    sent: app && app.id !== presentApp ? app.id : undefined,
    missing: required && !app,
    /** What is asked for beside the client. */
    fieldsOf: (whole: ConnectorMethod) => (app || required ? withoutClient(whole) : whole),
    pick: (id: string) => setPicked((before) => ({ ...before, [key]: id })),
    add: (made: OAuthApp) => {
      setAdded((before) => [...before, made]);
      setPicked((before) => ({ ...before, [key]: made.id }));
    },
  };
}

export type Client = ReturnType<typeof useClient>;
