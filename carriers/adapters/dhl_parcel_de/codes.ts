import { type CodeTable, type Meaning, rows } from '../../reading/code-table.ts';
import data from './codes.json' with { type: 'json' };

/** Keyed `ICE/RIC/standard`, and `ICE/RIC` where all standard events of a pair mean the same. */
export const EVENTS: CodeTable = { ...pairs(), ...triples() };

/** Standard events alone, for pairs that are not in the list, where the standard event is certain. */
export const STANDARD_EVENTS: CodeTable = {
  ...rows('pre_transit', { VA: 'Electronic pre-advice', AN: 'Pickup not successful' }),
  ...rows('in_transit', {
    AE: 'Pickup successful',
    ES: 'Handed over to DHL',
    NB: 'Normal processing',
    AA: 'Departed from',
    EE: 'Arrived at',
    PO: 'In delivery process',
    LA: 'In storage',
    ZO: 'Customs clearance',
  }),
  ...rows('attempted', { ZN: 'Delivery attempt not successful' }),
  ...rows('delivered', { ZU: 'Delivery successful' }),
  ...rows('exception/other', { BV: 'Exception' }),
  ...rows('info', { DD: 'Data service', GT: 'Money transfer' }),
};

function triples(): CodeTable {
  return Object.assign(
    {},
    ...Object.entries(data.meanings).map(([key, meaning]) => row(key, meaning, key)),
  );
}

function pairs(): CodeTable {
  const meanings = new Map<string, Set<string>>();
  for (const [key, meaning] of Object.entries(data.meanings)) {
    const pair = key.slice(0, key.lastIndexOf('/'));
    meanings.set(pair, (meanings.get(pair) ?? new Set()).add(meaning));
  }
  const single = [...meanings].filter(([, each]) => each.size === 1);
  return Object.assign({}, ...single.map(([pair, each]) => row(pair, [...each].join(), pair)));
}

function row(key: string, meaning: string, path: string): CodeTable {
  const [event = '', reason = ''] = path.split('/');
  const events: Readonly<Record<string, string>> = data.events;
  const reasons: Readonly<Record<string, string>> = data.reasons;
  const words = [events[event], reasons[reason]].filter((each) => each !== '').join(': ');
  return rows(meaning as Meaning, { [key]: words });
}
