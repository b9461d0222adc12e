import { useEffect, useState } from 'react';

/** Seconds since this was first shown. */
export function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setSeconds((known) => known + 1), 1_000);
    return () => clearInterval(ticking);
  }, []);
  return seconds;
}
