import { lazy, type ComponentType } from 'react';

/** Loads code together with the styles of Mantine that the first page does without; those come first. */
export async function withStyles<Module>(load: () => Promise<Module>): Promise<Module> {
  const [, module] = await Promise.all([import('../theme/mantineOverlays'), load()]);
  return module;
}

/** A component that is loaded when it is first shown. */
export const later = <Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) => lazy(() => withStyles(load).then((module) => ({ default: module[name] })));

/** Once the browser has nothing more urgent to do; the function that is returned calls it off. */
export function whenIdle(act: () => void): () => void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(act, 200);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(act);
  return () => cancelIdleCallback(idle);
}
