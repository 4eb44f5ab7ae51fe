import { describe, expect, it } from 'vitest';
import { dark, light, type Palette } from './tokens';

function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.039_28 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const TEXT: [keyof Palette, keyof Palette][] = [
  ...(['paper', 'mist', 'slateWash'] as const).flatMap((ground): [keyof Palette, keyof Palette][] => [
    ['ink', ground],
    ['slate', ground],
    ['cinnabarText', ground],
    ['pineText', ground],
  ]),
  ['amberText', 'paper'],
  ['amberText', 'amberWash'],
  ['pineText', 'pineWash'],
  ['cinnabarText', 'cinnabarWash'],
  ['onCinnabar', 'cinnabar'],
];
const SHAPES: [keyof Palette, keyof Palette][] = [
  ['control', 'paper'],
  ['cinnabar', 'paper'],
  ['pine', 'paper'],
  ['amber', 'paper'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s tokens', (_name, palette) => {
  it.each(TEXT)('%s on %s is readable (AA, 4.5:1)', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(SHAPES)('%s on %s is visible (3:1)', (shape, ground) => {
    expect(contrast(palette[shape], palette[ground])).toBeGreaterThanOrEqual(3);
  });
});
