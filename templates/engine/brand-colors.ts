/** Derives readable colours from those of a brand. */

/** The minimum contrast of normal text by WCAG 2.2 (1.4.3, level AA). */
export const CONTRAST_MIN = 4.5;

type Rgb = readonly [number, number, number];

/** The WCAG contrast ratio of two `#rrggbb` colours: 1 (the same) to 21 (black and white). */
export function contrastRatio(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** White or black, whichever has more contrast. One of them is readable on any colour. */
export function textColorOn(background: string): string {
  const [white, black] = ['#ffffff', '#000000'];
  return contrastRatio(white, background) >= contrastRatio(black, background) ? white : black;
}

/** Moves `color` towards `towards`, just far enough to be readable on all `backgrounds`. */
export function makeReadable(
  color: string,
  backgrounds: readonly string[],
  towards: string,
): string {
  for (let step = 0; step <= 20; step += 1) {
    const moved = mixColors(color, towards, step / 20);
    if (backgrounds.every((background) => contrastRatio(moved, background) >= CONTRAST_MIN))
      return moved;
  }
  return towards;
}

/** Mixes a share of `other`, 0 to 1, into `one`. */
export function mixColors(one: string, other: string, share: number): string {
  const [from, to] = [rgb(one), rgb(other)];
  const mixed = from.map((value, index) => value + ((to[index] ?? 0) - value) * share);
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}

function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance as WCAG defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = rgb(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
