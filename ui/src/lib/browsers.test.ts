import { expect, test } from 'vitest';
import { browserOf } from './browsers';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Microsoft Edge on Windows',
  ],
  ['curl/8.5.0', 'curl'],
  ['Java-http-client/25.0.1', 'Java-http-client'],
  ['unknown', 'Unknown browser'],
  ['', 'Unknown browser'],
  ['<b>nonsense</b>', 'Unknown browser'],
])('%s is shown as %s', (userAgent, shown) => {
  expect(browserOf(userAgent)).toBe(shown);
});
