import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyMac, verifySharedSecret } from '../../../carriers/reading/signature.ts';

const body = new TextEncoder().encode('{"status":"delivered"}');

const requestWith = (signature: string) => {
  return { headers: { sign: signature }, body, query: {}, receivedAt: 0 };
};

test.each(['', ' ', '\n'])(
  'a signature made with the empty secret %j verifies nothing',
  (secret) => {
    const mac = createHmac('sha256', secret).update(body).digest('hex');
    const verdict = verifyMac(requestWith(mac), [secret], { header: 'sign', encoding: 'hex' });
    expect(verdict).toMatchObject({ ok: false, reason: 'no_secret' });
    const hash = createHash('sha256').update(body).digest('hex');
    const plain = { header: 'sign', encoding: 'hex', algorithm: 'sha256' } as const;
    expect(verifyMac(requestWith(hash), [secret], plain).ok).toBe(false);
  },
);

test('an empty token verifies nothing, even beside a secret that is set', () => {
  expect(verifySharedSecret('', [''], '?token=')).toMatchObject({ reason: 'no_secret' });
  expect(verifySharedSecret('', ['', 'a-secret'], '?token=').ok).toBe(false);
  expect(verifySharedSecret('a-secret', ['', 'a-secret'], '?token=').ok).toBe(true);
});
