import type { ChainVerification } from '../../api/types';
import { Mono } from '../../parts/Chip';
import { Notice } from '../../parts/Notice';
import { audit as text } from '../../text/audit';
import classes from './audit.module.css';

export function ChainResult({ result }: { result: ChainVerification }) {
  const { ok, checked, fromSeq, toSeq, problem, head, fingerprint } = result;
  return (
    <div className={classes.result}>
      <Notice tone={ok ? 'ok' : 'bad'} title={ok ? text.verified : text.broken}>
        <div>{problem ? text.brokenAt(problem.seq, problem.reason) : text.verifiedDetail(checked, fromSeq, toSeq)}</div>
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
      </Notice>
    </div>
  );
}
