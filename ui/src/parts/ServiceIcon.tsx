import { IconPaw, IconWorld } from '@tabler/icons-react';
import { brandColour, readableOn } from '../lib/colours';
import { grouped } from '../lib/numbers';
import { monogram } from '../lib/names';
import { serviceMarks } from './serviceMarks';
import classes from './parts.module.css';

type Service = { id: string; name: string; icon?: string | null; colour?: string | null };

/** For what is no brand. */
const drawings = new Map([
  ['globe', (size: number) => <IconWorld size={size} />],
  ['paw', (size: number) => <IconPaw size={size} />],
]);

/** The service's mark on its colour; its monogram where there is none. Decorative: the name stands beside it. */
export function ServiceIcon({ service, size = 26, count }: { service: Service; size?: number; count?: number }) {
  const colours = readableOn(service.colour ?? brandColour(service.id));
  const mark = service.icon ? serviceMarks.get(service.icon) : undefined;
  const drawing = drawings.get(service.icon ?? '');
  return (
    <span className={classes.icon} style={{ width: size, height: size, ...colours, fontSize: size * 0.42 }} aria-hidden>
      {mark ? (
        <span className={classes.mark} style={{ maskImage: `url("${mark}")` }} />
      ) : drawing ? (
        drawing(size * 0.66)
      ) : (
        monogram(service.name)
      )}
      {count !== undefined && <span className={classes.badge}>{grouped(count)}</span>}
    </span>
  );
}
