import { createServerKeys } from '../db/server-keys.ts';

/** The keys of every test. */
export const KEYS = createServerKeys([Buffer.alloc(32, 3)]);
