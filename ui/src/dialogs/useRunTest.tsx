import { Button } from '@mantine/core';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { rememberTry } from '../api/lastTry';
import { testCredential, useCredentialAction } from '../api/credentials';
import type { Credential, TestResult } from '../api/types';
import { messageOf, tell, tellOf } from '../parts/toasts';
import { TestDetails } from '../parts/TestOutcome';
import { useSeconds } from '../parts/useSeconds';
import { form } from '../text/form';
import { testTexts as text } from '../text/credentials';

/** A failure that says nothing about the credential is not shown as one of it. */
function verdictOf({ ok, inconclusive }: TestResult, name: string): { tone: 'ok' | 'bad' | 'off'; title: string } {
  if (inconclusive) return { tone: 'off', title: text.notTested(name) };
  return ok ? { tone: 'ok', title: text.works(name) } : { tone: 'bad', title: text.fails(name) };
}

/** The test goes on when its row scrolls away; it ends when somebody stops it. */
async function runTest(
  { id, name }: Pick<Credential, 'id' | 'name'>,
  queries: QueryClient,
): Promise<TestResult | null> {
  const stopped = new AbortController();
  const toast = tellOf(text.running(name), <StopTest name={name} onStop={() => stopped.abort()} />);
  const to = `/credentials/${id}`;
  try {
    const result = await testCredential(id, stopped.signal);
    rememberTry(queries, id, result);
    const { tone, title } = verdictOf(result, name);
    tell({ tone, title, message: <TestDetails result={result} />, to }, toast);
    return result;
  } catch (error) {
    if (stopped.signal.aborted) {
      tell({ tone: 'off', title: text.stopped(name), message: text.stoppedHelp, to }, toast);
      return null;
    }
    tell({ tone: 'bad', title: text.notTested(name), message: messageOf(error), to }, toast);
    throw error;
  }
}

function StopTest({ name, onStop }: { name: string; onStop: () => void }) {
  const seconds = useSeconds();
  return (
    <Button variant="default" size="compact-sm" h={28} mt={4} aria-label={text.stop(name)} onClick={onStop}>
      {form.testRunning(seconds)}
    </Button>
  );
}

/** Tests a saved credential and tells the outcome in a corner of the page. */
export function useRunTest() {
  const queries = useQueryClient();
  return useCredentialAction((credential: Pick<Credential, 'id' | 'name'>) => runTest(credential, queries));
}
