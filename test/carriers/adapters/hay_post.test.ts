import { expect, test } from 'vitest';
import { hay_post } from '../../../carriers/adapters/hay_post.ts';
import { firstShipment, statusLines } from '../read-body.ts';

test('times are in Yerevan time, and an unknown state is unmapped', () => {
  const body = {
    order: { trackingId: 'PAS1AM' },
    orderStateHistories: [
      { stateId: 1, createDate: '2026-06-10T08:59:20.5298' },
      { stateId: 4, createDate: '2026-06-11T08:59:20' },
    ],
  };
  expect(statusLines(hay_post, body)).toEqual(['pre_transit', 'unmapped']);
  expect(firstShipment(hay_post, body).events[0]).toMatchObject({ offsetMinutes: 240 });
});
