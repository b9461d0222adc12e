import { common as text } from '../text/common';
import type { EngineUse, Named, Problem, TestResult } from './types';

/** What the server refused, as it said it. The code is stable; the detail is for reading. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: { pointer: string; detail: string }[];
  readonly test: TestResult | undefined;
  readonly flows: Named[];
  readonly engines: EngineUse[];
  /** With `app_in_use`: how many credentials use it. */
  readonly usedBy: number | undefined;
  /** With `version_conflict`: the version that is saved now. */
  readonly version: number | undefined;

  constructor(problem: Partial<Problem> & { status: number }) {
    super(problem.detail ?? problem.title ?? text.somethingWrong);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code ?? 'unexpected';
    this.errors = problem.errors ?? [];
    this.test = problem.test;
    this.flows = problem.flows ?? [];
    this.engines = problem.engines ?? [];
    this.usedBy = (problem as { usedBy?: number }).usedBy;
    this.version = problem.version;
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}
