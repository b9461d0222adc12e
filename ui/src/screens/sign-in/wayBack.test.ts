import { describe, expect, it } from 'vitest';
import { signInAddress, wayBack } from './wayBack';

describe('wayBack', () => {
  it('keeps an address of the app with its filters', () => {
    expect(wayBack('/credentials?status=failing')).toBe('/credentials?status=failing');
  });

  it.each([
    null,
    '',
    'https://elsewhere.test',
    '//elsewhere.test',
    '/\\elsewhere.test',
    '/sign-in',
    '/./\t/elsewhere.test',
  ])('does not follow %j', (asked) => {
    expect(wayBack(asked)).toBe('/credentials');
  });
});

describe('signInAddress', () => {
  it('leads back to where one was', () => {
    expect(
      wayBack(new URLSearchParams(signInAddress({ pathname: '/audit', search: '?actor=a' }).split('?')[1]).get('back')),
    ).toBe('/audit?actor=a');
  });
});
