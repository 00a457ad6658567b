/** The words as a test: docs/decisions/0012-words.md has the reasons. */

import { describe, expect, test } from 'vitest';
import { files, read, sources } from './source-files.ts';

/** Archaic and literary turns, and phrases that had a private meaning. */
const BANNED_PHRASES = [
  'anew',
  'mends?',
  'mended',
  'at will',
  'in one breath',
  'in the same breath',
  'told of',
  '(is|are|was|were) told',
  'to be told',
  'nobody is told',
  "of the shop[’']s(?! [a-z])",
  "the shop[’']s people",
  'wants? to be woken',
  'is no time(?! of)',
  'lets? go of',
  'said so',
  'lives? a journey',
  'news wakes',
  'heard of',
];

/** Names that were given up; each meant something only to those who knew it. */
const OLD_NAMES = [
  'woke',
  'Woke',
  'Told',
  'noteTold',
  'Sightings?',
  'sightings?',
  'newsOf',
  'positionOf',
  'hearScan',
  'NOTHING_SEEN',
  'NOTHING_HEARD',
  'stir',
  'stirredAt',
  'learn(Order|Return|Shared)',
  'climb',
  'climbed',
  'spoken',
  'freshly',
  'OutboxStep',
  'EMPTY_OUTBOX',
  'Audience',
  'Telling',
  'moot',
  'hindranceOf',
  'Workings',
  'weigh',
  'Voice',
  'Letter',
  'readLetter',
  'letterOf',
  'emailLine',
  'smsLine',
  'MAIL_SIGNAL',
  'Mailbox',
  'createSeal',
  'Seal',
  'refuseWhereOver',
  'takeInScans',
  'readBehind',
  'homeOf',
  'momentOf',
  'tallyOf',
  'printable',
  'DESKS',
  'Desk',
  'refund_desk',
  'told_together',
  'hasOpenCase',
  'tell_customer',
  'tell_shop',
];

/** Words that were exported names, and that nobody exports any more. In prose they are free. */
const OLD_EXPORTS = [
  'Watch',
  'Taken',
  'Said',
  'Line',
  'Span',
  'see',
  'tell',
  'heard',
  'company',
  'close',
  'open',
  'lookUp',
  'changing',
  'learn\\w*',
];

/** Fields with a meaning that has another name now. */
const OLD_FIELDS = ['heard', 'heardAt', 'company', 'moot', 'more', 'spoken', 'freshly', 'desk'];

const OLD_FILES =
  /(^|\/)(watch|outbox|wording|look-up|seal|feeds|lines|letter|letter-\w+|acts|mailbox|journal|guard|behind|moment|rows|printable|tally|plain-words|sightings|heard|entity|postman|span)\.(ts|test\.ts)$/;

/** Where the old words have to stand: the list itself and the record of the renames. */
const EXEMPT = new Set(['test/words.test.ts', 'docs/decisions/0012-words.md', 'CHANGELOG.md']);

/** Other people's words: payloads, code tables, licences. */
const FOREIGN =
  /^(test\/carriers\/(payloads|expected|reading|nasty)\/|carriers\/reading\/.*phrases|test\/histories\/|carriers\/adapters\/.*(codes|phrases|statuses|subtags|letters|trouble|details|events|names|words)|carriers\/number-formats\/postal|carriers\/.*\.json$|package-lock\.json$|LICENSE$)/;

const written = files.filter((path) => isWritten(path) && !EXEMPT.has(path) && !FOREIGN.test(path));

describe('plain words', () => {
  test.each(BANNED_PHRASES)('nobody writes “%s”', (phrase) => {
    const pattern = new RegExp(`(?<![\\w-])(${phrase})(?![\\w-])`, 'i');
    expect(sentencesWith(pattern)).toEqual([]);
  });

  test.each(OLD_NAMES)('the old name %s is gone', (name) => {
    const pattern = new RegExp(`(?<![\\w$])(${name})(?![\\w$])`);
    expect(placesOf(pattern, written)).toEqual([]);
  });

  test('no exported name has its old meaning', () => {
    const names = OLD_EXPORTS.join('|');
    const pattern = new RegExp(
      `^export (?:abstract |async )?(?:function|const|type|interface|class) (?:${names})\\b`,
    );
    expect(placesOf(pattern, sources)).toEqual([]);
  });

  test('no field has its old meaning', () => {
    const pattern = new RegExp(`^\\s*readonly (?:${OLD_FIELDS.join('|')})\\??:`);
    expect(placesOf(pattern, sources)).toEqual([]);
  });

  test('the old event kinds are gone', () => {
    expect(placesOf(/kind: '(told|woke)'|"kind": "(told|woke)"/)).toEqual([]);
  });

  test('no file has one of the old names', () => {
    expect(files.filter((path) => OLD_FILES.test(path))).toEqual([]);
  });
});

describe('one meaning per word', () => {
  const shared = sources.filter((path) => !/^(test|dev|bench|carriers\/adapters)\//.test(path));

  test('no two exported types have one name', () => {
    const places = new Map<string, string[]>();
    for (const path of shared) {
      const found = read(path).matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm);
      for (const [, name = ''] of found) places.set(name, [...(places.get(name) ?? []), path]);
    }
    expect([...places].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });

  test('no two exported functions have one name', () => {
    const places = new Map<string, string[]>();
    for (const path of shared) {
      const found = read(path).matchAll(/^export (?:async )?function (\w+)/gm);
      for (const [, name = ''] of found) places.set(name, [...(places.get(name) ?? []), path]);
    }
    expect([...places].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });
});

/** The files in which a phrase stands, also over the end of a line. Of others' words: our comments. */
function sentencesWith(pattern: RegExp): readonly string[] {
  return files
    .filter((path) => isWritten(path) && !EXEMPT.has(path))
    .filter((path) => !FOREIGN.test(path) || path.endsWith('.ts'))
    .flatMap((path) => {
      const lines = read(path).split('\n');
      const ours = FOREIGN.test(path) ? lines.filter((line) => COMMENT.test(line)) : lines;
      const text = ours.map((line) => line.replace(/^\s*(\/?\*+|\/\/|--|#|>)?\s*/, '')).join(' ');
      const found = pattern.exec(text);
      return found
        ? [`${path}: … ${text.slice(Math.max(0, found.index - 40), found.index + 60)}`]
        : [];
    });
}

const COMMENT = /^\s*(\/\*\*|\*|\/\/)/;

function isWritten(path: string): boolean {
  return /\.(ts|tsx|mjs|md|sql|mjml|hbs|json|yml|example)$/.test(path);
}

function placesOf(pattern: RegExp, paths: readonly string[] = written): readonly string[] {
  return paths
    .filter((path) => !EXEMPT.has(path) && !FOREIGN.test(path))
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) =>
          pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [],
        ),
    );
}
