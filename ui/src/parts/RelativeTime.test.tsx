// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { RelativeTime } from './RelativeTime';

afterEach(() => {
  vi.useRealTimers();
});

test('says that something has just happened on a page that told no time for minutes', () => {
  vi.useFakeTimers();
  const later = Date.now() + 5 * 60_000;
  vi.setSystemTime(later);

  render(<RelativeTime at={new Date(later).toISOString()} />);

  expect(screen.getByText('Just now')).toBeDefined();
});
