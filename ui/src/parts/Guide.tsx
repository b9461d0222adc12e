import { Children, isValidElement, lazy, Suspense, type ReactNode } from 'react';
import { Skeleton, Stack } from '@mantine/core';
import { common } from '../text/common';
import { CopyIcon } from './CopyIcon';
import classes from './parts.module.css';

const Markdown = lazy(() => import('react-markdown'));

const lines = (
  <Stack gap={8}>
    <Skeleton h={12} w="60%" />
    <Skeleton h={12} />
    <Skeleton h={12} w="80%" />
  </Stack>
);

function textOf(children: ReactNode): string {
  return Children.toArray(children)
    .map((child) => (isValidElement<{ children?: ReactNode }>(child) ? textOf(child.props.children) : String(child)))
    .join('');
}

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
            pre: ({ children }) => (
              <div className={classes.block}>
                <pre>{children}</pre>
                <CopyIcon value={textOf(children).trimEnd()} label={common.copyBlock} />
              </div>
            ),
          }}
        >
          {text}
        </Markdown>
      </Suspense>
    </div>
  );
}
