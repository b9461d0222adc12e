import { useState } from 'react';
import { isProblem } from '../api/problem';
import type { Seen } from '../api/credentials';
import { Overtaken } from './Overtaken';

/**
 * Binds a change to the version that was seen when its dialog opened. If another change was saved since, `refused` says
 * so: the dialog then shows who made it, and confirming again is about the version that this notice describes.
 *
 * @param button the one that confirms again
 */
export function useSeenVersion<Opened extends Seen>(opened: Opened, button: string) {
  const [overtaken, setOvertaken] = useState<number | null>(null);
  const seen = overtaken === null ? opened : { ...opened, version: overtaken };
  const refused = (error: Error) => {
    if (!isProblem(error, 'version_conflict') || error.version === undefined) return false;
    setOvertaken(error.version);
    return true;
  };
  return {
    seen,
    refused,
    error: (error: Error | null) => (isProblem(error, 'version_conflict') && overtaken !== null ? null : error),
    notice: overtaken !== null && <Overtaken seen={seen} button={button} />,
  };
}
