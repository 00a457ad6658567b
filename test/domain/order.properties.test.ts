import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderMachine } from '../../domain/order/index.ts';
import { currentStatus } from '../../domain/parcel/scan-summary.ts';
import { STATUSES, type Status } from '../../domain/tracking.ts';
import { asLog, at, JOURNEY, type Moment, placed, play, scanned, shipped } from './builders.ts';
import { runs } from './histories.ts';

const statuses: fc.Arbitrary<Status | null> = fc.constantFrom(...STATUSES, null);
// Within a few hours of one day by daylight, so that no rule about time gives a reason to drop.
const scan = fc.record({ status: statuses, minute: fc.integer({ min: 0, max: 240 }) });
const history = fc.array(scan, { minLength: 1, maxLength: 12 });

const observedAt = at('15:00');
const start = [placed(at('10:00')), shipped(at('10:00'))];

function moment({ status, minute }: { status: Status | null; minute: number }): Moment {
  return scanned(status, at('10:30') + minute * 60_000, { observedAt });
}

/** Shuffled, with duplicates. */
const disorder = history.chain((scans) =>
  fc.record({
    scans: fc.constant(scans),
    mixed: fc.shuffledSubarray(
      [...scans, ...scans, ...scans].map((each, index) => ({ each, index })),
      { minLength: scans.length * 3, maxLength: scans.length * 3 },
    ),
  }),
);

test('any order and any duplicates of the same scans end in the same place', () => {
  fc.assert(
    fc.property(disorder, ({ scans, mixed }) => {
      const straight = play(...start, ...scans.map(moment));
      const shuffled = play(...start, ...mixed.map(({ each }) => moment(each)));
      const [a, b] = [straight, shuffled].map(({ state }) => state.shipments['s1']?.scanSummary);
      expect(b).toEqual(a);
    }),
    runs(10_000),
  );
});

test('and in the same set of messages, save those that a rule drops with its reason', () => {
  fc.assert(
    fc.property(disorder, ({ scans, mixed }) => {
      const straight = decisions(play(...start, ...scans.map(moment)));
      const shuffled = decisions(play(...start, ...mixed.map(({ each }) => moment(each))));
      const dropped = (key: string) =>
        [straight, shuffled].some((each) => each.get(key) === 'drop');
      for (const key of new Set([...straight.keys(), ...shuffled.keys()])) {
        // `delivered` is taken back when it turns out that the parcel was on its way back before.
        if (key.includes('/delivered/') && wentBack(scans)) continue;
        if (dropped(key)) continue;
        expect([key, shuffled.get(key)]).toEqual([key, straight.get(key)]);
      }
    }),
    runs(10_000),
  );
});

test('no key is decided twice, whatever comes and however often', () => {
  fc.assert(
    fc.property(disorder, ({ mixed }) => {
      const { effects } = play(...start, ...mixed.map(({ each }) => moment(each)));
      const sends = effects.flatMap((effect) =>
        effect.do === 'notify' ? [effect.planned.key] : [],
      );
      expect(new Set(sends).size).toBe(sends.length);
    }),
    runs(10_000),
  );
});

test('a log that is folded in two pieces ends as one that is folded whole', () => {
  fc.assert(
    fc.property(history, fc.nat(), (scans, cut) => {
      const log = asLog([...start, ...scans.map(moment)]);
      const whole = log.reduce(step, orderMachine.initial(JOURNEY));
      const middle = cut % log.length;
      const first = log.slice(0, middle).reduce(step, orderMachine.initial(JOURNEY));
      const carried: typeof first = JSON.parse(JSON.stringify(first));
      expect(log.slice(middle).reduce(step, carried)).toEqual(whole);
    }),
    runs(2_000),
  );
});

function step(state: ReturnType<typeof orderMachine.initial>, event: ReturnType<typeof asLog>[0]) {
  return orderMachine.reduce(state, event).state;
}

function wentBack(scans: readonly { status: Status | null; minute: number }[]): boolean {
  const { state } = play(...start, ...scans.map(moment));
  const scanSummary = state.shipments['s1']?.scanSummary;
  return scanSummary !== undefined && currentStatus(scanSummary).status === 'return_to_sender';
}

function decisions({ effects }: ReturnType<typeof play>): Map<string, 'send' | 'hold' | 'drop'> {
  const made = new Map<string, 'send' | 'hold' | 'drop'>();
  for (const effect of effects) {
    if (effect.do === 'notify') made.set(effect.planned.key, 'send');
    if (effect.do === 'record') made.set(effect.record.key, effect.record.decision.do);
  }
  return made;
}
