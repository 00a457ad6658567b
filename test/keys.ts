import { createEncryption } from '../db/encryption.ts';
import { createServerKeys } from '../db/server-keys.ts';

/** The keys of every test. */
export const KEYS = createServerKeys([Buffer.alloc(32, 3)]);

/** What encrypts the secrets of every test's shops. */
export const CREDENTIALS_KEY = Buffer.alloc(32, 4);
export const ENCRYPTION = createEncryption([CREDENTIALS_KEY]);
