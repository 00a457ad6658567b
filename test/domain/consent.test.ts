import { expect, test } from 'vitest';
import { aContact, at, type Moment, placed, scanned, shipped } from './builders.ts';
import { linesOf, runOrder } from './play.ts';

const evening: readonly Moment[] = [
  placed(),
  shipped(),
  scanned('available_for_pickup', at('22:00')),
];
const morning = at('10:00', '2026-11-25');

function bySms(...more: readonly Moment[]): readonly string[] {
  return linesOf(runOrder(morning, ...evening, ...more), 'send', 'drop')
    .filter((line) => line.includes(' by sms'))
    .map((line) => line.slice(12));
}

test('a message held overnight is dropped when consent is withdrawn before the morning', () => {
  const changed = (contact: object): Moment => [
    at('23:00'),
    { kind: 'contact_changed', contact: aContact(contact) },
  ];
  expect(bySms()).toEqual(['send available_for_pickup by sms (s1)']);
  expect(bySms(changed({ consent: { email: true, sms: false } }))).toEqual([
    'drop available_for_pickup by sms (s1): no consent',
  ]);
  expect(bySms(changed({ phone: false }))).toEqual([
    'drop available_for_pickup by sms (s1): no address',
  ]);
});

test('who refuses optional messages gets the essential ones', () => {
  const optional = { email: true, sms: false };
  const run = runOrder(
    at('16:00'),
    placed(),
    [at('08:05'), { kind: 'contact_changed', contact: aContact({ optional }) }],
    shipped(),
    scanned('out_for_delivery', at('10:00')),
    scanned('delivered', at('15:00')),
  );
  const lines = linesOf(run, 'send', 'drop').map((line) => line.slice(12));
  expect(lines).toContain('drop out_for_delivery by sms (s1): no consent');
  expect(lines).toContain('send out_for_delivery by email (s1)');
  expect(lines).toContain('send delivered by sms (s1)');
});
