/** Broken bodies, read by every adapter: a refusal or a result, never an exception or a hang. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listAdapters, UNDERLYING_CARRIERS } from '../../carriers/index.ts';
import { readDocument } from '../../carriers/reading/document.ts';
import { bodiesIn } from '../../cli/carriers.ts';
import { CORPUS, readPayload } from './corpus.ts';
import { SEEDS } from './seeds.ts';

const bodies = CORPUS
  ? bodiesIn(CORPUS)
      .filter((file) => file.includes('/'))
      .map((file) => readPayload(CORPUS ?? '', file))
  : SEEDS;
const documents = bodies.map(readDocument).flatMap((each) => ('root' in each ? [each] : []));
const STRANGE = [
  null,
  '',
  0,
  -1,
  1e300,
  true,
  [],
  {},
  [[]],
  [null],
  { '#text': {} },
  '\u0000',
  'NaN',
];

/** A path through a tree, and the change at its end. */
const mutation = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }),
  change: fc.oneof(
    fc.record({ kind: fc.constant('replace' as const), by: fc.constantFrom<unknown>(...STRANGE) }),
    fc.record({ kind: fc.constant('replace' as const), by: fc.jsonValue({ maxDepth: 2 }) }),
    fc.record({ kind: fc.constant('remove' as const) }),
    fc.record({
      kind: fc.constant('rename' as const),
      to: fc.constantFrom('x', '__proto__', 'constructor', '0'),
    }),
    fc.record({ kind: fc.constant('wrap' as const) }),
    fc.record({ kind: fc.constant('unwrap' as const) }),
  ),
});
type Mutation = ReturnType<typeof mutation.generate>['value'];

describe.each(listAdapters())('$id', (adapter) => {
  const own = documents.filter((document) => adapter.recognises(document));
  const pool = own.length > 0 ? own : documents;

  test('reads or refuses retyped, renamed, emptied and wrapped values', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 4 }), (pick, changes) => {
        const document = pool[pick % pool.length];
        if (!document) return;
        const root = changes.reduce<unknown>(mutate, structuredClone(document.root));
        const changed = { ...document, root };
        expect(typeof adapter.recognises(changed)).toBe('boolean');
        expect(typeof adapter.read(changed, null, UNDERLYING_CARRIERS).ok).toBe('boolean');
      }),
      { numRuns: 100 },
    );
  });

  test('reads or refuses any JSON value and any text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (root) => {
        for (const format of ['json', 'xml'] as const) {
          expect(typeof adapter.recognises({ format, root })).toBe('boolean');
          expect(typeof adapter.read({ format, root }, null, UNDERLYING_CARRIERS).ok).toBe(
            'boolean',
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('refuses a truncated body as malformed', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (pick, share) => {
      const body = (bodies[pick % bodies.length] ?? '').trim();
      const document = readDocument(body.slice(0, Math.floor((body.length - 1) * share)));
      if ('refusal' in document) expect(['malformed', 'error']).toContain(document.refusal);
    }),
  );
});

test.each([
  [
    '2 MB of scans, as much as a webhook may have',
    () =>
      `{"tracking_code":"1","carrier":"x","status":"in_transit","tracking_details":[${'{"status":"in_transit","datetime":"2026-11-24T10:00:00Z"},'.repeat(35_000)}{}]}`,
  ],
  ['10 MB of one text', () => `{"hello":"${'a'.repeat(10_000_000)}"}`],
  ['brackets within brackets', () => '['.repeat(5_000_000)],
  ['elements within elements', () => '<a>'.repeat(100_000)],
  [
    'entities that grow',
    () => '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&d;</a>',
  ],
])('%s are read or refused', (_, make) => {
  const document = readDocument(make());
  if (!('root' in document)) return expect(document.detail.length).toBeLessThan(1000);
  for (const adapter of listAdapters()) {
    expect(typeof adapter.recognises(document)).toBe('boolean');
    expect(typeof adapter.read(document, null, UNDERLYING_CARRIERS).ok).toBe('boolean');
  }
});

function mutate(root: unknown, { path, change }: Mutation): unknown {
  const holder = { root };
  let parent: object = holder;
  let key = 'root';
  for (const step of path) {
    const value: unknown = Reflect.get(parent, key);
    if (typeof value !== 'object' || value === null) break;
    const keys = Object.keys(value);
    const next = keys[step % Math.max(keys.length, 1)];
    if (next === undefined) break;
    parent = value;
    key = next;
  }
  const value: unknown = Reflect.get(parent, key);
  // A copy: a value within itself would be circular, which JSON cannot be.
  if (change.kind === 'replace') Reflect.set(parent, key, structuredClone(change.by));
  if (change.kind === 'remove') Reflect.deleteProperty(parent, key);
  if (change.kind === 'wrap') Reflect.set(parent, key, [value]);
  if (change.kind === 'unwrap') Reflect.set(parent, key, Object.values(Object(value))[0]);
  // JSON lists have no fields of their own: a `constructor` would break `filter`.
  if (change.kind === 'rename' && !Array.isArray(parent)) {
    Reflect.deleteProperty(parent, key);
    Object.defineProperty(parent, change.to, { value, enumerable: true, configurable: true });
  }
  return holder.root;
}
