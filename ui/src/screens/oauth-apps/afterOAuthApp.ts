import { appMadeUnder } from '../../api/lookings';
import { deleteOAuthApp, type useReadAppsAgain } from '../../api/oauthApps';
import type { OAuthApp } from '../../api/types';
import { afterCreate, afterDelete, afterUpdate } from '../../dialogs/afterNamed';
import { oauthApps } from '../../text/oauthApps';

const { aftermath: text } = oauthApps;

type Read = ReturnType<typeof useReadAppsAgain>;

const page = '/settings/oauth-apps';

export const afterCreateApp = (name: string, read: Read) =>
  afterCreate(name, {
    page,
    read,
    subject: appMadeUnder,
    said: { notMade: text.notMade, made: text.created },
    undo: { label: oauthApps.delete, run: (made) => deleteOAuthApp(made), said: oauthApps.deleted },
  });

export const afterChangeApp = (app: OAuthApp, read: Read) => afterUpdate(app, read, page, text);

export const afterDeleteApp = (app: OAuthApp, read: Read) => afterDelete(app, read, text);
