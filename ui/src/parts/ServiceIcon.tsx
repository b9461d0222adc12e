import { IconPaw, IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { brandColour, inkOn } from '../lib/colours';
import { grouped } from '../lib/numbers';
import classes from './parts.module.css';

type Service = { id: string; name: string; icon?: string | null; colour?: string | null };

/** For what is no brand. */
const drawings = new Map([
  ['globe', (size: number) => <IconWorld size={size} />],
  ['paw', (size: number) => <IconPaw size={size} />],
]);

/** The service's mark on its colour; its initial until, or unless, there is a mark. Decorative: the name stands beside it. */
export function ServiceIcon({ service, size = 26, count }: { service: Service; size?: number; count?: number }) {
  const marks = useQuery({
    queryKey: ['service-marks'],
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: () => import('./serviceMarks').then((module) => module.serviceMarks),
  }).data;
  const background = service.colour ?? brandColour(service.id);
  const path = service.icon ? marks?.get(service.icon) : undefined;
  const drawing = drawings.get(service.icon ?? '');
  return (
    <span
      className={classes.icon}
      style={{ width: size, height: size, background, color: inkOn(background), fontSize: size * 0.46 }}
      aria-hidden
    >
      {path ? (
        <svg viewBox="0 0 24 24" width={size * 0.58} height={size * 0.58} fill="currentColor">
          <path d={path} />
        </svg>
      ) : drawing ? (
        drawing(size * 0.66)
      ) : (
        service.name.charAt(0).toUpperCase()
      )}
      {count !== undefined && <span className={classes.badge}>{grouped(count)}</span>}
    </span>
  );
}
