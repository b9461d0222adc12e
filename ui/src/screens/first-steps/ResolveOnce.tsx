import { useState } from 'react';
import type { ApiKeyUse, Credential } from '../../api/types';
import type { Language } from '../../lib/snippets';
import { KeyLive } from '../../use-it/KeyLive';
import { Snippets } from '../../use-it/Snippets';

type Props = { credential: Credential; name: string; last: ApiKeyUse | null; waiting: boolean };

export function ResolveOnce({ credential, name, last, waiting }: Props) {
  const [language, setLanguage] = useState<Language>('curl');
  return (
    <>
      <Snippets credential={credential} language={language} onLanguage={setLanguage} />
      <KeyLive name={name} last={last} waiting={waiting} />
    </>
  );
}
