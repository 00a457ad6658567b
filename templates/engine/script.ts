/** What a template needs to know about how a language is written: `{{script.start}}`. */

export interface Script {
  /** The side on which a line starts. */
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
  /** The padding of a cell to the right and left: the gap is on the side where the next cell is. */
  readonly gapRight: string;
  readonly gapLeft: string;
  /** The letter spacing of large type, and of headlines. Arabic letters join, so they have none. */
  readonly tight: string;
  readonly tighter: string;
  /** Of headlines in very large type. */
  readonly tightest: string;
  /** Between two parts of a line, with its space. */
  readonly comma: string;
  readonly stop: string;
  /** Before a colon. */
  readonly beforeColon: string;
}

export interface Writing {
  /** BCP 47. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

type Marks = Pick<Script, 'comma' | 'stop' | 'beforeColon'>;

const MARKS: Marks = { comma: ', ', stop: '.', beforeColon: '' };

/** Languages with other marks. */
const OTHER_MARKS: Readonly<Record<string, Partial<Marks>>> = {
  ar: { comma: '، ' },
  fa: { comma: '، ' },
  fr: { beforeColon: '\u00a0' },
  ur: { comma: '، ', stop: '۔' },
  ja: { comma: '、', stop: '。' },
  zh: { comma: '，', stop: '。' },
};

type Layout = Omit<Script, keyof Marks>;

const LEFT_TO_RIGHT: Layout = {
  start: 'left',
  end: 'right',
  gapRight: '12px',
  gapLeft: '0',
  tight: '-0.2px',
  tighter: '-0.5px',
  tightest: '-0.02em',
};
const RIGHT_TO_LEFT: Layout = {
  start: 'right',
  end: 'left',
  gapRight: '0',
  gapLeft: '12px',
  tight: '0px',
  tighter: '0px',
  tightest: '0em',
};

export function scriptOf({ lang, dir }: Writing): Script {
  const { language } = new Intl.Locale(lang);
  const layout = dir === 'rtl' ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  return { ...layout, ...MARKS, ...OTHER_MARKS[language] };
}
