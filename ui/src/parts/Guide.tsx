import { lazy, Suspense } from 'react';
import { Skeleton, Stack } from '@mantine/core';
import classes from './parts.module.css';

const Markdown = lazy(() => import('react-markdown'));

const lines = (
  <Stack gap={8}>
    <Skeleton h={12} w="60%" />
    <Skeleton h={12} />
    <Skeleton h={12} w="80%" />
  </Stack>
);

/** Markdown of a connector. HTML in it is left out, pictures too: they would be requests to somebody else. */
export function Guide({ text }: { text: string }) {
  return (
    <div className={classes.markdown}>
      <Suspense fallback={lines}>
        <Markdown
          skipHtml
          disallowedElements={['img']}
          components={{
            a: ({ href, children }) => (
              <a href={href} target="_blank" rel="noreferrer">
                {children}
              </a>
            ),
          }}
        >
          {text}
        </Markdown>
      </Suspense>
    </div>
  );
}
