/** A program and its system, as people call them. The first that matches counts. */

const PROGRAMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\b(Macintosh|Mac OS X)\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** `Firefox on Windows`; what is not known is named so. Only words of these lists, so safe to show. */
export function deviceWords(userAgent: string | null | undefined): string {
  const find = (list: typeof PROGRAMS) =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const program = find(PROGRAMS) ?? 'An unknown program';
  const system = find(SYSTEMS);
  return system ? `${program} on ${system}` : program;
}
