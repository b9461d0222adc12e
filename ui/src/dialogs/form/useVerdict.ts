import { useState } from 'react';
import { isProblem } from '../../api/problem';
import type { TestResult } from '../../api/types';
import { inputErrors, type InputErrors } from '../../lib/pointers';

/** What is known about the form as a whole: the last test, and a refusal. What is said about an input goes to it. */
export function useVerdict(refuse: (errors: InputErrors) => void) {
  const [test, setTest] = useState<TestResult | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const clear = () => {
    setTest(null);
    setRefusal(null);
  };

  const refused = (error: Error) => {
    const found = isProblem(error) ? inputErrors(error) : {};
    const failedTest = isProblem(error, 'verification_failed') ? (error.test ?? null) : null;
    setTest(failedTest);
    setRefusal(failedTest ? null : error.message);
    refuse(found);
  };

  return { test, setTest, refusal, clear, refused };
}
