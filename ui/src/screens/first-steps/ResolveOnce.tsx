import { useState } from 'react';
import type { ApiKey, ApiKeyUse, Credential } from '../../api/types';
import type { Language } from '../../lib/snippets';
import { KeyLive } from '../../use-it/KeyLive';
import { Snippets } from '../../use-it/Snippets';

type Props = { credential: Credential; apiKey: Pick<ApiKey, 'id' | 'name'>; last: ApiKeyUse | null; waiting: boolean };

export function ResolveOnce({ credential, apiKey, last, waiting }: Props) {
  const [language, setLanguage] = useState<Language>('curl');
  return (
    <>
      <Snippets credential={credential} language={language} onLanguage={setLanguage} />
      <KeyLive id={apiKey.id} name={apiKey.name} last={last} waiting={waiting} />
    </>
  );
}
