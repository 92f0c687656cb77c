import { describe, expect, it } from 'vitest';
import { PAGE_STYLES } from '../../../src/worker/pages/styles.js';

/** Text colour and the surface it stands on. */
const TEXT_PAIRS: readonly (readonly [text: string, behind: string])[] = [
  ['--ink', '--surface'],
  ['--ink', '--ground'],
  ['--ink', '--quiet-wash'],
  ['--soft', '--surface'],
  ['--soft', '--ground'],
  ['--accent', '--surface'],
  ['--accent', '--ground'],
  ['--accent-strong', '--ground'],
  ['--accent', '--accent-wash'],
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-strong'],
  ['--good', '--good-wash'],
  ['--good', '--surface'],
  ['--warning', '--warning-wash'],
];

const [, light = '', dark = ''] = PAGE_STYLES.split(':root {');

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_scheme, block) => {
  const colourOf = (name: string): string => new RegExp(`${name}: (#[0-9a-f]{6});`).exec(block)![1]!;

  it.each(TEXT_PAIRS)('keep %s readable on %s (4.5:1)', (text, behind) => {
    expect(contrast(colourOf(text), colourOf(behind))).toBeGreaterThanOrEqual(4.5);
  });
});

describe('the style sheet', () => {
  it('stops all movement for people who asked for that', () => {
    expect(PAGE_STYLES).toMatch(
      /prefers-reduced-motion: reduce\) \{ \*, .*animation: none !important; transition: none/,
    );
  });

  it('shows where the focus is', () => {
    expect(PAGE_STYLES).toContain(':focus-visible { outline: 3px solid');
  });
});
