import { SegmentedControl } from '@mantine/core';
import type { Credential } from '../api/types';
import { languagesFor, snippet, type Language } from '../lib/snippets';
import { CopyIcon } from '../parts/CopyIcon';
import { useIt as text } from '../text/useIt';
import classes from './useIt.module.css';

type Props = {
  credential: Pick<Credential, 'id' | 'type'>;
  language: Language;
  onLanguage: (language: Language) => void;
};

/** Calls for a credential, ready to run. */
export function Snippets({ credential, language, onLanguage }: Props) {
  const offered = languagesFor(credential.type);
  const code = snippet(language, window.location.origin, credential.id);
  return (
    <>
      <SegmentedControl
        size="xs"
        className={classes.languages}
        aria-label={text.language}
        value={language}
        onChange={(next) => onLanguage(next as Language)}
        data={offered.map((value) => ({ value, label: text.languages[value] }))}
      />
      <div className={classes.snippet} role="group" aria-label={text.snippet}>
        <pre role="region" aria-label={text.languages[language]} tabIndex={0}>
          {code}
        </pre>
        <CopyIcon value={code} label={text.copySnippet(text.languages[language])} />
      </div>
      <p className={classes.help}>{text.unknownKey}</p>
    </>
  );
}
