import type { Connector, ConnectorField, ConnectorMethod, Credential, Me, OAuthApp } from '../api/types';
import { oauthApps as text } from '../text/oauthApps';
import { administers, managedWorkspaces } from './places';

/** What every client has. */
const client = ['clientId', 'clientSecret', 'authentication'];

/** What a client has that signs instead of sending a secret. */
const key = ['privateKey', 'keyId'];

/** The field that holds the secret of a client; null for a public client. */
export function secretFieldOf(authentication: unknown): 'clientSecret' | 'privateKey' | null {
  if (authentication === 'none') return null;
  return authentication === 'private_key_jwt' ? 'privateKey' : 'clientSecret';
}

export const usesApps = (method: ConnectorMethod | undefined) => (method?.oauth?.app ?? 'none') !== 'none';

/** Whether there is something in a service that an OAuth app is good for. */
export const takesApps = ({ methods }: Connector) => methods.some(usesApps);

/** Whether nobody has to agree at the service: then only those who manage an app may use it. */
export const actsForItself = (method: ConnectorMethod) => method.oauth?.grant === 'client_credentials';

/** The apps that this person may choose for a method. */
export function appsFor(apps: OAuthApp[], connector: string, method: ConnectorMethod): OAuthApp[] {
  return apps.filter((app) => app.connector === connector && (app.managed || !actsForItself(method)));
}

/** A method without what belongs to the app that was chosen for it. */
export function withoutClient(method: ConnectorMethod): ConnectorMethod {
  const ofApp = new Set([...client, ...key, ...(method.oauth?.appFields ?? []).map(({ name }) => name)]);
  return { ...method, fields: method.fields.filter(({ name }) => !ofApp.has(name)) };
}

/** The method of a saved credential, without what belongs to its app. */
export function methodOf(connector: Connector | undefined, credential: Credential | undefined) {
  const method = connector?.methods.find(({ id }) => id === credential?.method);
  return method && credential?.oauth?.app ? withoutClient(method) : method;
}

const byName = (fields: ConnectorField[], name: string) => fields.find((field) => field.name === name);

/** What every service asks of a client, where its methods do not say it. */
function usualField(name: string): ConnectorField {
  const secret = name === 'clientSecret';
  return {
    name,
    label: text.fields[name as keyof typeof text.fields],
    help: text.fieldHelp[name as keyof typeof text.fieldHelp],
    kind: 'text',
    secret,
    required: name !== 'authentication',
    shapesTransport: true,
    ...(name === 'authentication' && { choices: ['basic', 'post', 'none'] }),
    ...(secret && { visibleWhen: { field: 'authentication', values: ['', 'basic', 'post'] } }),
  };
}

/** What an app of a service is asked for, as a method whose fields are read like all others. */
export function formOf({ methods }: Connector): ConnectorMethod | undefined {
  const users = methods.filter(usesApps);
  const first = users.find((method) => !actsForItself(method)) ?? users[0];
  if (!first) return undefined;
  // The order in which the server looks for them too.
  const entered = users.flatMap(({ fields }) => fields);
  const shaping = users.flatMap(({ oauth }) => oauth?.appFields ?? []);
  const names = new Set(shaping.map(({ name }) => name));
  return {
    ...first,
    fields: [
      ...client.map((name) => byName(entered, name) ?? usualField(name)),
      ...key.flatMap((name) => byName(entered, name) ?? []),
      ...[...names].flatMap((name) => byName(shaping, name) ?? []),
    ],
  };
}

/** The address to register at a service, which is the same for all of them. */
export const redirectOf = (connectors: Connector[]) =>
  connectors.flatMap(({ methods }) => methods).find(({ oauth }) => oauth?.redirectUri)?.oauth?.redirectUri;

/** In place of a workspace: the whole organization. */
export const everywhere = 'organization';

/** Where this person may add an app. */
export function placesFor(me: Me): { value: string; label: string }[] {
  const workspaces = managedWorkspaces(me).map(({ id, name }) => ({ value: id, label: name }));
  return administers(me)
    ? [{ value: everywhere, label: text.wholeOrganization(me.organization.name) }, ...workspaces]
    : workspaces;
}

export const isOfClient = (name: string) => client.includes(name) || key.includes(name);
