import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRateLimiter } from '../../api/rate-limiter.ts';

test('a caller may send as many requests as the quota says, and gets the rest of the window to wait', async () => {
  const limiter = createRateLimiter({ quota: 2, windowSeconds: 60 });
  expect(await limiter.count('a')).toEqual({ isExceeded: false, requests: 1, seconds: 60 });
  expect(await limiter.count('a')).toEqual({ isExceeded: false, requests: 0, seconds: 60 });
  expect(await limiter.count('a')).toEqual({ isExceeded: true, requests: 0, seconds: 60 });
  expect((await limiter.count('b')).isExceeded).toBe(false);
});

test('after the window, everything is allowed again', async () => {
  const limiter = createRateLimiter({ quota: 1, windowSeconds: 1 });
  await limiter.count('a');
  expect((await limiter.count('a')).isExceeded).toBe(true);
  await sleep(1_050);
  expect((await limiter.count('a')).isExceeded).toBe(false);
});

test('to look at a quota uses nothing of it', async () => {
  const limiter = createRateLimiter({ quota: 1, windowSeconds: 60 });
  expect(await limiter.read('a')).toEqual({ isExceeded: false, requests: 1, seconds: 60 });
  await limiter.count('a');
  expect(await limiter.read('a')).toEqual({ isExceeded: true, requests: 0, seconds: 60 });
});

test('many callers take a bounded part of the memory, and a busy one is not forgotten', async () => {
  const limiter = createRateLimiter({ quota: 10, windowSeconds: 60 }, 100);
  for (let i = 0; i < 5_000; i += 1) {
    await limiter.count(`address ${i}`);
    if (i % 50 === 0) await limiter.count('busy');
  }
  expect(limiter.size()).toBeLessThanOrEqual(201);
  expect((await limiter.count('busy')).isExceeded).toBe(true);
});
