import { useState } from 'react';
import { isProblem } from '../../api/problem';
import type { TestResult } from '../../api/types';
import { inputErrors, type InputErrors } from '../../lib/pointers';

/** What is known about the form as it stands: faults by input, the last test, and a refusal that fits no input. */
export function useVerdict() {
  const [errors, setErrors] = useState<InputErrors>({});
  const [test, setTest] = useState<TestResult | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  const clear = () => {
    setErrors({});
    setTest(null);
    setRefusal(null);
  };

  const refused = (error: Error) => {
    const found = isProblem(error) ? inputErrors(error) : {};
    const failedTest = isProblem(error, 'verification_failed') ? (error.test ?? null) : null;
    setErrors(found);
    setTest(failedTest);
    setRefusal(failedTest || Object.keys(found).length > 0 ? null : error.message);
  };

  /** Typing into an input takes back what was said about it; a test of other fields says nothing any more. */
  const edited = (inputs: string[], fieldsChanged: boolean) => {
    setErrors((known) => Object.fromEntries(Object.entries(known).filter(([input]) => !inputs.includes(input))));
    setRefusal(null);
    if (fieldsChanged) setTest(null);
  };

  return { errors, setErrors, test, setTest, refusal, clear, refused, edited };
}
