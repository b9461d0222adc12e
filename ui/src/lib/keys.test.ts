import { describe, expect, it, vi } from 'vitest';
import { commandKeyOf, keySequence } from './keys';

function typed() {
  let time = 0;
  const add = vi.fn();
  const audit = vi.fn();
  const press = keySequence({ c: add, 'g a': audit }, () => time);
  return { press, add, audit, wait: (millis: number) => (time += millis) };
}

describe('keySequence', () => {
  it('acts on a single key', () => {
    const { press, add } = typed();
    expect(press('c')).toBe(true);
    expect(add).toHaveBeenCalledOnce();
  });

  it('acts on two keys in a row', () => {
    const { press, audit } = typed();
    press('g');
    press('a');
    expect(audit).toHaveBeenCalledOnce();
  });

  it('forgets the first key after a second', () => {
    const { press, audit, wait } = typed();
    press('g');
    wait(1_500);
    press('a');
    expect(audit).not.toHaveBeenCalled();
  });

  it('takes a key that ends no sequence for itself', () => {
    const { press, add } = typed();
    press('g');
    press('c');
    expect(add).toHaveBeenCalledOnce();
  });

  it('leaves other keys to the browser', () => {
    expect(typed().press('x')).toBe(false);
  });
});

describe('commandKeyOf', () => {
  it.each([
    ['MacIntel', '⌘'],
    ['iPad', '⌘'],
    ['Linux x86_64', 'Ctrl'],
    ['Win32', 'Ctrl'],
    ['', 'Ctrl'],
  ])('on %j is %j', (platform, key) => {
    expect(commandKeyOf(platform)).toBe(key);
  });
});
