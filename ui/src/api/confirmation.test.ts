import { afterEach, describe, expect, it, vi } from 'vitest';
import { createQuestion } from './confirmation';

const { onAsked: onConfirmation, confirmations, confirm: confirmIdentity } = createQuestion();

let answerWith: (confirmed: boolean) => void = () => undefined;
const ask = vi.fn(() => new Promise<boolean>((resolve) => (answerWith = resolve)));

afterEach(() => ask.mockClear());

describe('a question', () => {
  it.each([true, false])('asks once for calls at the same time and tells each of them %j', async (confirmed) => {
    const stop = onConfirmation(ask);
    const now = confirmations();
    const both = Promise.all([confirmIdentity(now), confirmIdentity(now)]);
    answerWith(confirmed);

    expect(await both).toEqual([confirmed, confirmed]);
    expect(ask).toHaveBeenCalledOnce();
    stop();
  });

  it('asks anew for a call after the answer', async () => {
    const stop = onConfirmation(ask);
    for (const confirmed of [false, true]) {
      const answered = confirmIdentity(confirmations());
      answerWith(confirmed);
      expect(await answered).toBe(confirmed);
    }
    expect(ask).toHaveBeenCalledTimes(2);
    stop();
  });

  it('does not ask again for a call that was on its way while it was confirmed', async () => {
    const stop = onConfirmation(ask);
    const sentUnder = confirmations();
    const first = confirmIdentity(sentUnder);
    answerWith(true);
    await first;

    expect(await confirmIdentity(sentUnder)).toBe(true);
    expect(ask).toHaveBeenCalledOnce();
    stop();
  });

  it('is refused where nobody can be asked', async () => {
    onConfirmation(ask)();
    expect(await confirmIdentity(confirmations())).toBe(false);
    expect(ask).not.toHaveBeenCalled();
  });
});
