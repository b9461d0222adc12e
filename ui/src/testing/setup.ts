import '@testing-library/jest-dom/vitest';
import { notifications } from '@mantine/notifications';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A dialog's code is loaded when it is first shown; a busy machine takes its time.
configure({ asyncUtilTimeout: 5_000 });

/** In Node a request follows its caller's signal only until it is collected. So each lives as long as its test. */
const requests: Request[] = [];

// What jsdom has not and Mantine asks for.
if (typeof window !== 'undefined') {
  window.matchMedia = (query) =>
    ({
      matches: false,
      media: query,
      onchange: null,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      dispatchEvent: () => false,
    }) as unknown as MediaQueryList;
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  // Addresses of calls are relative to the page.
  const { Request: Plain } = globalThis;
  globalThis.Request = class extends Plain {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://mortise.test') : input, init);
      requests.push(this);
    }
  };
  window.scrollTo = () => undefined;
  window.HTMLElement.prototype.scrollIntoView = () => undefined;
  Object.defineProperty(document, 'fonts', {
    value: { addEventListener: () => undefined, removeEventListener: () => undefined },
  });
}

afterEach(() => {
  cleanup();
  requests.length = 0;
  notifications.clean();
  vi.unstubAllGlobals();
});
