import Bowser from 'bowser';
import { account as text } from '../text/settings';

/** `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/… Firefox/140.0` → `Firefox on Linux`. */
export function browserOf(userAgent: string): string {
  const { browser, os } = Bowser.parse(userAgent || 'unknown');
  // Programs, such as curl, name themselves before the first slash.
  const name = browser.name || /^[\w .-]{1,40}(?=\/)/.exec(userAgent)?.[0] || text.unknownBrowser;
  return os.name ? text.on(name, os.name) : name;
}
