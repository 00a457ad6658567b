/** Schemas of texts. All compose characters as Unicode's form C, so that one text is one text. */

import { z } from '@hono/zod-openapi';
import { cleanLine, cleanLines, hasHidden } from '../domain/clean-text.ts';
import { IDENTIFIER_PATTERN, TEXT_PATTERN } from './text-patterns.ts';

const wellFormed = z.string().refine((written) => written.isWellFormed(), {
  error: 'must not contain half of a surrogate pair',
  abort: true,
});

/** A text in one line: a name, a title, a label. Drops what nobody can see. */
export const text = (max: number) =>
  wellFormed.max(max).overwrite(cleanLine).min(1).max(max).openapi({ pattern: TEXT_PATTERN });

/** A text of several lines: a reason, a note. Drops what nobody can see. */
export const lines = (max: number) =>
  wellFormed.max(max).overwrite(cleanLines).min(1).max(max).openapi({ pattern: TEXT_PATTERN });

/** What identifies something, and so must look like what it is. */
export const identifier = (max: number) =>
  z
    .string()
    .overwrite(composed)
    .min(1)
    .max(max)
    .refine((written) => !hasHidden(written), NO_HIDDEN)
    .openapi({ pattern: IDENTIFIER_PATTERN });

export const NO_HIDDEN = 'must not contain characters that nobody can see';

/** The same id for the same characters, however they were typed. */
export function composed(id: string): string {
  return id.normalize('NFC');
}
