import { SegmentedControl } from '@mantine/core';
import { languages, snippet, type Language } from '../lib/snippets';
import { CopyIcon } from '../parts/CopyIcon';
import { useIt as text } from '../text/useIt';
import classes from './useIt.module.css';

type Props = { credential: string; language: Language; onLanguage: (language: Language) => void };

/** Calls for a credential, ready to run. */
export function Snippets({ credential, language, onLanguage }: Props) {
  const code = snippet(language, window.location.origin, credential);
  return (
    <>
      <SegmentedControl
        size="xs"
        className={classes.languages}
        aria-label={text.language}
        value={language}
        onChange={(next) => onLanguage(next as Language)}
        data={languages.map((value) => ({ value, label: text.languages[value] }))}
      />
      <div className={classes.snippet} role="group" aria-label={text.snippet}>
        <pre role="region" aria-label={text.languages[language]} tabIndex={0}>
          {code}
        </pre>
        <CopyIcon value={code} label={text.copySnippet(text.languages[language])} />
      </div>
    </>
  );
}
