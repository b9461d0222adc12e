import type { ReactNode } from 'react';
import type { ChainVerification } from '../../api/types';
import { Mono } from '../../parts/Chip';
import { Notice } from '../../parts/Notice';
import { audit as text } from '../../text/audit';
import classes from './audit.module.css';

/** Whether the chain is intact, how much of it was checked, and where it is not. */
export function ChainVerdict({ result, children }: { result: ChainVerification; children?: ReactNode }) {
  const { ok, checked, fromSeq, toSeq, problem } = result;
  return (
    <Notice tone={ok ? 'ok' : 'bad'} title={ok ? text.verified : text.broken}>
      {problem ? text.brokenAt(problem.seq, problem.reason) : text.verifiedDetail(checked, fromSeq, toSeq)} {children}
    </Notice>
  );
}

/** The verdict with what proves it to others. */
export function ChainResult({ result }: { result: ChainVerification }) {
  const { head, fingerprint } = result;
  return (
    <div className={classes.result}>
      <ChainVerdict result={result}>
        <dl className={classes.proof}>
          <dt>{text.head}</dt>
          <dd>
            <Mono>{head}</Mono>
          </dd>
          <dt>{text.fingerprint}</dt>
          <dd>
            <Mono>{fingerprint}</Mono>
          </dd>
        </dl>
      </ChainVerdict>
    </div>
  );
}
