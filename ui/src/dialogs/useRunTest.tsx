import { notifications } from '@mantine/notifications';
import { testCredential, useCredentialAction } from '../api/credentials';
import type { Credential, TestResult } from '../api/types';
import { testTexts as text } from '../text/credentials';
import { TestDetails } from '../parts/TestOutcome';

async function runTest({ id, name }: Pick<Credential, 'id' | 'name'>): Promise<TestResult> {
  const note = notifications.show({ loading: true, title: text.running(name), message: null, autoClose: false });
  try {
    const result = await testCredential(id);
    notifications.update({
      id: note,
      loading: false,
      color: result.ok ? 'var(--ok)' : 'var(--bad)',
      title: result.ok ? text.works(name) : text.fails(name),
      message: <TestDetails result={result} />,
      autoClose: result.ok ? 5_000 : 15_000,
    });
    return result;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    notifications.update({
      id: note,
      loading: false,
      color: 'var(--bad)',
      title: text.fails(name),
      message,
      autoClose: 15_000,
    });
    throw error;
  }
}

/** Tests a saved credential and tells the outcome in a corner of the page. */
export function useRunTest() {
  return useCredentialAction(runTest);
}
