import { expect, test } from 'vitest';
import { createEncryption } from '../../db/encryption.ts';

const [KEY, OTHER] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const encryption = createEncryption([KEY]);
const encrypted = encryption.encrypt('a secret', 'webhook secret of acme/ups');

test('a text that was changed, or copied to another place, is not decrypted', () => {
  expect(encryption.decrypt(encrypted, 'webhook secret of acme/ups')).toBe('a secret');
  expect(() => encryption.decrypt(encrypted, 'webhook secret of other/ups')).toThrow();
  const [name, bytes = ''] = encrypted.split('.');
  for (const place of [0, 20, 40]) {
    const changed = `${bytes.slice(0, place)}${bytes[place] === 'A' ? 'B' : 'A'}${bytes.slice(place + 1)}`;
    expect(() => encryption.decrypt(`${name}.${changed}`, 'webhook secret of acme/ups')).toThrow();
  }
});

test('the same text is encrypted in another way each time', () => {
  const many = Array.from({ length: 100 }, () => encryption.encrypt('a secret', 'x'));
  expect(new Set(many).size).toBe(100);
  expect(many.join('')).not.toContain('a secret');
});

test('only a key that is there decrypts', () => {
  const rotated = createEncryption([OTHER, KEY]);
  expect(rotated.decrypt(encrypted, 'webhook secret of acme/ups')).toBe('a secret');
  expect([rotated.canDecrypt(encrypted), rotated.isCurrent(encrypted)]).toEqual([true, false]);
  const stranger = createEncryption([OTHER]);
  expect(stranger.canDecrypt(encrypted)).toBe(false);
  expect(() => stranger.decrypt(encrypted, 'webhook secret of acme/ups')).toThrow(
    'CREDENTIALS_KEY',
  );
});
