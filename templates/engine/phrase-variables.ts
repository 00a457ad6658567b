/** The variables of phrases: `{order}` means `order.id` in messages about orders. */

import { type DataShape, isNullable, shapeOfMember, withoutNull } from './data-shape.ts';
import type { Variable } from './phrase-template.ts';
import { PhraseError } from './template-error.ts';

/** What phrases call the nested values of a message, most specific first. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  name: ['contact.name'],
  order: ['order.id', 'return.orderId'],
  placedOn: ['order.placedOn'],
  return: ['return.id'],
  /** How many parcels the message is about. */
  count: ['shipments.length', 'parcels.length'],
  carrier: [
    'shipment.carrierName',
    'shipments.0.carrierName',
    'labels.0.carrierName',
    'carrierName',
  ],
  number: ['shipment.trackingNumber', 'shipments.0.trackingNumber', 'trackingNumber'],
  /** The estimated day of the only parcel, or of the first one. */
  arrival: ['shipment.edd', 'shipments.0.edd', 'edd'],
  /** The hours of the day that the message names; of the only parcel, or of the first one. */
  hoursFrom: ['newEdd.window.from', 'day.window.from', 'shipments.0.hours.from'],
  hoursUntil: ['newEdd.window.until', 'day.window.until', 'shipments.0.hours.until'],
  scanned: ['shipment.scan.when', 'shipments.0.scan.when'],
  handover: ['shipments.0.proof.handover'],
  leftAt: ['shipments.0.proof.leftAt'],
  pickupAt: ['pickup.where'],
  pickupUntil: ['pickup.until'],
  payUntil: ['payment.until'],
  due: ['payment.amount'],
  /** How many items a message is about besides the first. */
  moreItems: ['about.more'],
  /** Which of the order's parcels a message is about. */
  parcelIndex: ['about.parcel.index'],
  parcelCount: ['about.parcel.count'],
  items: ['order.items.length', 'return.items.length'],
  /** How many labels a return has. */
  labelCount: ['labels.length'],
};

/** At most so many characters: subjects and SMS are short, and the email shows these in full. */
const LENGTH_MAX: Readonly<Record<string, number>> = { 'pickup.where': 50, method: 30 };

/** Values of what a block of the template is about: a parcel, or the hours of a day. */
const INNER: Readonly<Record<string, string>> = {
  index: 'index',
  parcels: 'count',
  from: 'from',
  until: 'until',
};

/**
 * Returns the variables of a kind's phrases, by name: the nested values above, and each of its own
 * values (`amount`, `isPart`). A day (`newEdd`) stands for its text.
 */
export function variablesOfKind(data: DataShape, shop: string): ReadonlyMap<string, Variable> {
  const own = Object.keys(data.properties ?? {}).map((name) => [name, [name]] as const);
  const found = [...own, ...Object.entries(NAMES)].flatMap(([name, paths]) => {
    const variable = paths.map((path) => variableAt(data, path)).find((each) => each !== null);
    return variable ? [[name, variable] as const] : [];
  });
  const trouble = troubleIn(data);
  return new Map([
    ['shop', { ...NOWHERE, text: shop }],
    ...found,
    ...(trouble ? [['trouble', trouble] as const] : []),
  ]);
}

/** `{trouble}`: the sentence for the reason, without a full stop. */
function troubleIn({ properties }: DataShape): Variable | null {
  const reason = properties?.['reason'];
  if (!reason || !withoutNull(reason).enum) return null;
  return {
    value: 'lookup @root.phrase.trouble @root.reason',
    test: '@root.reason',
    nullable: isNullable(reason) ? ['reason'] : [],
  };
}

/** For a text that is the same in all messages of a brand. */
const NOWHERE = { value: '', test: '', nullable: [] } as const;

/** Throws `PhraseError` with the names that are known. */
export function findVariable(known: ReadonlyMap<string, Variable>, name: string): Variable {
  const variable = known.get(name);
  if (variable) return variable;
  const inner = INNER[name];
  if (inner) return { value: inner, test: inner, nullable: [] };
  throw new PhraseError(`has no variable {${name}}: known are ${[...known.keys()].join(', ')}`);
}

/** Null if the data has no such text or number. */
function variableAt(data: DataShape, path: string): Variable | null {
  const parts = path.split('.');
  let shape: DataShape | undefined = data;
  const nullable: string[] = [];
  for (const [index, part] of parts.entries()) {
    shape = shape && shapeOfMember(shape, part);
    if (!shape) return null;
    if (isNullable(shape)) nullable.push(parts.slice(0, index + 1).join('.'));
  }
  const { type = '', properties } = withoutNull(shape);
  const isDay = type === 'object' && properties?.['text'] !== undefined;
  if (!isDay && !PLAIN.has(type)) return null;
  const steps = parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : part));
  const whole = ['@root', ...steps].join('.');
  const most = LENGTH_MAX[path];
  // Handlebars does not read a field of what is null, not even to compare it.
  const isSafe = nullable.every((each) => each === path);
  return {
    value: isDay ? `${whole}.text` : most ? `short ${whole} ${most}` : whole,
    test: isSafe ? whole : `(at @root "${path}")`,
    nullable,
  };
}

const PLAIN = new Set(['string', 'integer', 'number', 'boolean']);
