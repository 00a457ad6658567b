import { z } from '@hono/zod-openapi';
import { TEXT_PATTERN } from './text-patterns.ts';

/** Trimmed text that Postgres can store. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .trim()
    .min(1)
    .refine(
      (written) => written.isWellFormed() && !written.includes('\0'),
      'must not contain NUL or half of a surrogate pair',
    )
    .openapi({ pattern: TEXT_PATTERN });
