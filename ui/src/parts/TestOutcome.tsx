import { Anchor } from '@mantine/core';
import type { TestResult } from '../api/types';
import { sentence } from '../lib/sentences';
import { testResult as text } from '../text/form';
import { Notice } from './Notice';

export function TestDetails({ result }: { result: TestResult }) {
  const { ok, message, remedy, httpStatus, latencyMillis, statusPage, identity } = result;
  const facts = [
    ok && identity ? text.connectedAs(identity) : null,
    httpStatus ? text.httpStatus(httpStatus) : null,
    latencyMillis === undefined ? null : text.latency(latencyMillis),
  ].filter((fact) => fact !== null);
  return (
    <>
      {message && <div>{message}</div>}
      {remedy && <div>{remedy}</div>}
      {facts.length > 0 && <div>{sentence(facts.join(' · '))}</div>}
      {!ok && statusPage && (
        <Anchor href={statusPage} target="_blank" rel="noreferrer" fz="inherit">
          {text.statusPage}
        </Anchor>
      )}
    </>
  );
}

/** What a test found, told in place. */
export function TestOutcome({ result }: { result: TestResult }) {
  const title = result.ok
    ? result.identity
      ? text.connectedAs(result.identity)
      : text.works
    : text.reasons[result.reason ?? 'unexpected'];
  return (
    <Notice tone={result.ok ? 'ok' : 'bad'} title={title}>
      <TestDetails result={result.ok ? { ...result, identity: undefined } : result} />
    </Notice>
  );
}
