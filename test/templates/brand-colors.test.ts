import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brandSchema } from '../../templates/engine/brand.ts';
import { CONTRAST_MIN, contrastRatio, textColorOn } from '../../templates/engine/brand-colors.ts';

// From WCAG 2.2 and its Understanding documents: at most 21:1; #777777 on white just fails AA.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
])('%s on %s has a contrast of %d', (one, other, ratio) => {
  expect(contrastRatio(one, other)).toBeCloseTo(ratio, 1);
});

test('a yellow button has black text, and a green button white text', () => {
  expect(textColorOn('#ffdd00')).toBe('#000000');
  expect(textColorOn('#2f5d50')).toBe('#ffffff');
});

const anyColor = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('all text is readable with any accent colour, in light and dark mode', () => {
  fc.assert(
    fc.property(anyColor, (accent) => {
      const { colors } = brandSchema.parse({ name: 'Acme', colors: { accent } });
      const { dark } = colors;
      for (const [text, background] of [
        [colors.onAccent, colors.accent],
        [colors.link, colors.surface],
        [colors.muted, colors.surface],
        [colors.muted, colors.tint],
        [colors.mutedOutside, colors.background],
        [colors.text, colors.tint],
        [colors.onTint, colors.tint],
        [dark.onAccent, dark.accent],
        [dark.accent, dark.surface],
        [dark.muted, dark.surface],
        [dark.muted, dark.tint],
        [dark.muted, dark.background],
        [dark.text, dark.tint],
        [dark.onTint, dark.tint],
      ] as const) {
        expect(contrastRatio(text, background)).toBeGreaterThanOrEqual(CONTRAST_MIN);
      }
    }),
  );
});
