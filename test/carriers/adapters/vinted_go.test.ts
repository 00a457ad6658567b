import { expect, test } from 'vitest';
import { sendle } from '../../../carriers/adapters/sendle.ts';
import { vinted_go } from '../../../carriers/adapters/vinted_go.ts';
import { listAdapters } from '../../../carriers/index.ts';
import { parseAuto } from '../../../carriers/parse.ts';
import { eventLines, onlyShipment } from '../read-body.ts';

const tracking_events = [
  {
    group: 'created',
    state: 'delivery',
    message: 'Shipment created',
    timestamp: '2026-07-24T13:06:17.279Z',
  },
  {
    group: 'available_for_pickup',
    state: 'delivery',
    message: 'Ready',
    timestamp: '2026-07-29T15:49:45Z',
  },
];

test('a timeline is read by the group of its events, in UTC', () => {
  expect(eventLines(vinted_go, { tracking_events })).toEqual([
    '2026-07-24T13:06:17Z pre_transit',
    '2026-07-29T15:49:45Z available_for_pickup',
  ]);
  expect(onlyShipment(vinted_go, { tracking_events }, 'VGS1').trackingNumber).toBe('VGS1');
});

test('wismr tells a list of Vinted Go from one of Sendle', () => {
  const ofSendle = { tracking_events: [{ event_type: 'Info', scan_time: '2026-07-24T13:06:17Z' }] };
  const find = (body: object) => parseAuto(listAdapters(), JSON.stringify(body)).adapter;
  expect(find({ tracking_events })).toBe(vinted_go);
  expect(find(ofSendle)).toBe(sendle);
});
