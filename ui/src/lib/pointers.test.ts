import { describe, expect, it } from 'vitest';
import { inputErrors, inputOfPointer } from './pointers';

describe('inputOfPointer', () => {
  it.each([
    ['/name', 'name'],
    ['/fields/token', 'fields.token'],
    ['/fields/headers/X-Key', 'fields.headers'],
    ['/fields/a~1b', 'fields.a/b'],
    ['', ''],
  ])('%j belongs to %j', (pointer, input) => {
    expect(inputOfPointer(pointer)).toBe(input);
  });
});

describe('inputErrors', () => {
  it('joins sentences on one input', () => {
    const errors = [
      { pointer: '/fields/host', detail: 'Too long.' },
      { pointer: '/fields/host', detail: 'No spaces.' },
    ];
    expect(inputErrors({ code: 'invalid_request', message: '', errors })).toEqual({
      'fields.host': 'Too long. No spaces.',
    });
  });

  it('puts a taken name to the name', () => {
    expect(inputErrors({ code: 'credential_name_taken', message: 'Taken.', errors: [] })).toEqual({ name: 'Taken.' });
  });
});
