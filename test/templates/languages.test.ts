/** Every language says all of it: no phrase is missing, and none of English is left. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type MessageKind, ORDER_MESSAGES, RETURN_MESSAGES } from '../../domain/message.ts';
import { CATALOG } from '../../templates/engine/catalog.ts';
import type { DataShape } from '../../templates/engine/data-shape.ts';
import { createRenderer } from '../../templates/engine/render.ts';
import { trialsOf } from '../../templates/engine/trials.ts';
import { aMessage, SENT_BY_SMS } from './message.ts';

const FOLDER = join(import.meta.dirname, '../../templates/locales');
const LANGUAGES = readdirSync(FOLDER).map((file) => file.replace('.json', ''));
const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const TO_CUSTOMERS: readonly MessageKind[] = [...ORDER_MESSAGES, ...RETURN_MESSAGES];

const renderer = createRenderer();
const LEFT_OVER = /\{\{|\}\}|undefined|\[object|\bnull\b|NaN/;
/** As long as the address of a page usually is: 65 characters. */
const PAGE = `https://track.alderandfinch.example/t/${'x'.repeat(27)}`;
/** As long as one on a short domain. */
const SHORT_PAGE = `https://af.example/${'x'.repeat(11)}`;
/** Their letters are in the alphabet of GSM-7. The others need UCS-2. */
const UCS_2 = ['ar', 'ja'];
const GSM_7 = ['en', 'de', 'nl', 'it'].filter((language) => LANGUAGES.includes(language));

type Phrases = Readonly<Record<string, unknown>>;

function read(language: string): Phrases {
  return JSON.parse(readFileSync(join(FOLDER, `${language}.json`), 'utf8'));
}

/** The paths of all phrases. The forms of a plural differ between languages. */
function pathsOf(phrases: unknown, path = ''): readonly string[] {
  if (typeof phrases !== 'object' || phrases === null || 'other' in phrases) {
    if (!path.startsWith('/trouble') && !path.startsWith('/advice') && !path.startsWith('/attempt'))
      return [path];
  }
  if (typeof phrases !== 'object' || phrases === null) return [path];
  return Object.entries(phrases).flatMap(([name, each]) => pathsOf(each, `${path}/${name}`));
}

function casesOf(kind: MessageKind) {
  const { schema, sample } = CATALOG[kind];
  return trialsOf(sample, z.toJSONSchema(schema) as DataShape);
}

/** The emails about people's own accounts are in English, as their pages are. */
const ENGLISH_ONLY = /^\/(footer\/)?account(\/|$)/;

test.each(OTHERS)('%s has the phrases of English, and no others', (language) => {
  const english = pathsOf(read('en')).filter((path) => !ENGLISH_ONLY.test(path));
  expect([...pathsOf(read(language))].sort()).toEqual([...english].sort());
});

/** The words of a phrase, without its variables and the names of its cases. */
function wordsIn(phrase: string): string {
  const words: string[] = [];
  const walk = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal) words.push(element.value);
      if ('options' in element) for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(parse(phrase, { ignoreTag: true }));
  return words.join(' ');
}

test.each(OTHERS)('hardly a sentence of %s is English', (language) => {
  const flat = (phrases: unknown, path = ''): readonly (readonly [string, string])[] =>
    typeof phrases === 'string'
      ? [[path, phrases]]
      : Object.entries(phrases as object).flatMap(([name, each]) => flat(each, `${path}/${name}`));
  const english = new Map(flat(read('en')));
  const same = flat(read(language)).filter(
    ([path, text]) => english.get(path) === text && /\p{L}{2,}\s+\p{L}{2,}/u.test(wordsIn(text)),
  );
  expect(same).toEqual([]);
});

describe.each(OTHERS)('%s', (language) => {
  test.each(TO_CUSTOMERS)('%s is complete in all cases', async (kind) => {
    for (const { label, data } of casesOf(kind)) {
      const message = aMessage(kind, { data, locale: language });
      const { subject, html, text } = await renderer.email(message);
      expect({ label, isOwn: html.includes(`<html lang="${language}"`) }).toEqual({
        label,
        isOwn: true,
      });
      expect([subject, text].join('\n')).not.toMatch(LEFT_OVER);
      expect(`${label}: ${text}`).not.toMatch(/ [,.](?!\d)|\.\.(?!\.)|\(\)/);
    }
  });
});

async function smsOf(kind: MessageKind, locale: string, page: string) {
  const sample: Readonly<Record<string, unknown>> = CATALOG[kind].sample;
  const url = 'return' in sample ? { returnPageUrl: page } : { trackingPageUrl: page };
  const { body } = await renderer.sms(aMessage(kind, { data: { ...sample, ...url }, locale }));
  const { encodingName, segmentsCount } = new SegmentedMessage(body);
  return { body, encodingName, segmentsCount };
}

test.each(LANGUAGES)('no SMS in %s has more segments than its alphabet needs', async (language) => {
  // In UCS-2, two segments have 134 characters: only a short address leaves room for words.
  const page = UCS_2.includes(language) ? SHORT_PAGE : PAGE;
  for (const kind of SENT_BY_SMS) {
    const { body, segmentsCount } = await smsOf(kind, language, page);
    // The days, places and the shop's own words of a sample are in English, and longer.
    const most = UCS_2.includes(language) ? 3 : 2;
    expect({ body, fits: segmentsCount <= most }).toEqual({ body, fits: true });
  }
});

test.each(GSM_7)('an SMS in %s with a short address has one segment', async (language) => {
  for (const kind of SENT_BY_SMS) {
    const sms = await smsOf(kind, language, SHORT_PAGE);
    expect(sms).toEqual({ ...sms, encodingName: 'GSM-7', segmentsCount: 1 });
  }
});
