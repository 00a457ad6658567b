/** USPS writes its trade marks as HTML: `Priority Mail<SUP>&reg;</SUP>`, `<SUP>reg;</SUP>`. */

const MARKS: readonly (readonly [RegExp, string])[] = [
  [/&(?:amp;)?(?:#174|reg);/gi, '®'],
  [/&(?:amp;)?(?:#153|#8482|trade);/gi, '™'],
  [/<sup>\s*reg;\s*<\/sup>/gi, '®'],
  [/<\/?[a-z][^<>]*>/gi, ''],
  [/&amp;/gi, '&'],
  [/&nbsp;|\s+/gi, ' '],
];

export function toPlainText(written: string | null): string | null {
  if (written === null) return null;
  const text = MARKS.reduce((now, [mark, plain]) => now.replace(mark, plain), written).trim();
  return text === '' ? null : text;
}
