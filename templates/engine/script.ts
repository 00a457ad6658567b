/** What a template needs to know about how a language is written: `{{script.start}}`. */

export interface Script {
  /** The side on which a line starts. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  /** The space between the letters of large type, and of headlines. Arabic letters join: none. */
  readonly tight: string;
  readonly tighter: string;
  /** Between two parts of a line, with its space. */
  readonly comma: string;
  readonly stop: string;
}

export interface Writing {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** Languages with other marks than `, ` and `.`. */
const MARKS: Readonly<Record<string, Pick<Script, 'comma' | 'stop'>>> = {
  ar: { comma: '، ', stop: '.' },
  fa: { comma: '، ', stop: '.' },
  ur: { comma: '، ', stop: '۔' },
  ja: { comma: '、', stop: '。' },
  zh: { comma: '，', stop: '。' },
};

export function scriptOf({ lang, dir }: Writing): Script {
  const { language } = new Intl.Locale(lang);
  const { comma, stop } = MARKS[language] ?? { comma: ', ', stop: '.' };
  return dir === 'rtl'
    ? { start: 'right', end: 'left', tight: '0px', tighter: '0px', comma, stop }
    : { start: 'left', end: 'right', tight: '-0.2px', tighter: '-0.5px', comma, stop };
}
