import { luminance } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { brandColour, readableOn } from './colours';

function contrast({ background, color }: ReturnType<typeof readableOn>): number {
  const [darker = 0, lighter = 0] = [luminance(background), luminance(color)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('readableOn', () => {
  it.each(['#000000', '#ffffff', '#1a82e2', '#7f7f7f', '#ff7a59', '#FCB400', brandColour('slack')])(
    'keeps text readable on %s',
    (brand) => {
      expect(contrast(readableOn(brand))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('leaves a colour on which white can be read', () => {
    expect(readableOn('#4a154b')).toEqual({ background: '#4a154b', color: '#ffffff' });
  });
});
