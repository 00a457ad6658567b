/** Completes the colours of a brand. Text is readable in all of them, whatever the brand chose. */

import { makeReadable, mixColors, textColorOn } from './brand-colors.ts';

interface GivenColors {
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly muted?: string | undefined;
  readonly line?: string | undefined;
  readonly tint?: string | undefined;
}

export interface LightColors extends GivenColors {
  readonly accent: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
}

export interface DarkColors extends GivenColors {
  readonly accent?: string | undefined;
}

export function deriveColors(light: LightColors, dark: DarkColors) {
  return { ...deriveLight(light), dark: deriveDark(light, dark) };
}

function deriveLight({ accent, background, surface, text, ...given }: LightColors) {
  const tint = given.tint ?? mixColors(accent, surface, 0.92);
  const readable = (color: string, ...behind: readonly string[]) =>
    makeReadable(color, behind, text);
  const grey = given.muted ?? mixColors(text, surface, 0.42);
  return {
    accent,
    background,
    surface,
    text,
    onAccent: textColorOn(accent),
    link: readable(accent, surface),
    muted: readable(grey, surface, tint),
    mutedOutside: readable(given.muted ?? mixColors(text, background, 0.42), background),
    line: given.line ?? mixColors(text, surface, 0.88),
    tint,
    onTint: readable(accent, tint),
    good: readable(given.good, surface, tint),
    warn: readable(given.warn, surface, tint),
    bad: readable(given.bad, surface, tint),
  };
}

function deriveDark(light: LightColors, { background, surface, text, ...given }: DarkColors) {
  const readable = (color: string, ...behind: readonly string[]) =>
    makeReadable(color, behind, '#ffffff');
  const tint = given.tint ?? mixColors(light.accent, surface, 0.85);
  const accent = readable(given.accent ?? light.accent, surface);
  return {
    background,
    surface,
    text,
    accent,
    onAccent: textColorOn(accent),
    muted: makeReadable(given.muted ?? '#9aa19e', [background, surface, tint], text),
    line: given.line ?? mixColors(text, surface, 0.84),
    tint,
    onTint: readable(given.accent ?? light.accent, tint),
    good: readable(light.good, surface, tint),
    warn: readable(light.warn, surface, tint),
    bad: readable(light.bad, surface, tint),
  };
}
