/**
 * Events of DHL Paket (Germany): ICE event, RIC reason and standard event. Source: DHL's list of
 * ICE/RIC pairs for Sendungsverfolgung (338 triples, kept in codes.json with DHL's English words).
 * Each triple is checked against both of DHL's descriptions and the standard event.
 *
 * The standard event `ZU`, delivered, misleads: it also covers a destroyed shipment (DSPSD), a
 * shipment that customs (DLVRD/CUSTM) or another carrier (DLVRD/HNDTC) took over, a vehicle that
 * arrived (MVARR) and an incomplete shipment (DLVRD/ACCSI). A shipment that is ready for collection
 * (HLDCC, CNRFC) is not delivered.
 */

import { type CodeMeaning, type CodeTable, codeRows } from '../../reading/code-table.ts';
import data from './codes.json' with { type: 'json' };

/** Keyed by `ICE/RIC/standard`, and by `ICE/RIC` if all standard events of the pair agree. */
export const EVENTS: CodeTable = { ...buildPairs(), ...buildTriples() };

/** Standard events with one meaning, for pairs that are not in the list. */
export const STANDARD_EVENTS: CodeTable = {
  ...codeRows('pre_transit', { VA: 'Electronic pre-advice', AN: 'Pickup not successful' }),
  ...codeRows('in_transit', {
    AE: 'Pickup successful',
    ES: 'Handed over to DHL',
    NB: 'Normal processing',
    AA: 'Departed from',
    EE: 'Arrived at',
    PO: 'In delivery process',
    LA: 'In storage',
    ZO: 'Customs clearance',
  }),
  ...codeRows('attempted', { ZN: 'Delivery attempt not successful' }),
  ...codeRows('delivered', { ZU: 'Delivery successful' }),
  ...codeRows('exception/other', { BV: 'Exception' }),
  ...codeRows('info', { DD: 'Data service', GT: 'Money transfer' }),
};

/** ICE events that are no delivery beside ZU, for pairs that are not in the list. */
export const NO_DELIVERIES: CodeTable = {
  ...codeRows(
    'in_transit',
    buildWords(/^(FWDCF|HND|INFCL|LDTHU|LDTMV|MSRTD|MV|OFWRD|ROUCR|SRTED|ULFMV)/),
  ),
  ...codeRows('attempted', buildWords(/^NTDEL$/)),
  ...codeRows('available_for_pickup', buildWords(/^(CNRFC|HLDCC)$/)),
  ...codeRows('exception/refused', buildWords(/^DLVRF$/)),
  ...codeRows('exception/destroyed', buildWords(/^DSPSD$/)),
  ...codeRows('exception/customs', buildWords(/^HLDC[PU]$/)),
  ...codeRows('exception/other', buildWords(/^(CNFSC|EXPHD)$/)),
  ...codeRows('return_to_sender', buildWords(/^RETRN$/)),
};

function buildWords(codes: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data.events).filter(([code]) => codes.test(code)));
}

function buildTriples(): CodeTable {
  return Object.assign(
    {},
    ...Object.entries(data.meanings).map(([key, meaning]) => buildRow(key, meaning, key)),
  );
}

function buildPairs(): CodeTable {
  const meanings = new Map<string, Set<string>>();
  for (const [key, meaning] of Object.entries(data.meanings)) {
    const pair = key.slice(0, key.lastIndexOf('/'));
    meanings.set(pair, (meanings.get(pair) ?? new Set()).add(meaning));
  }
  const single = [...meanings].filter(([, each]) => each.size === 1);
  return Object.assign({}, ...single.map(([pair, each]) => buildRow(pair, [...each].join(), pair)));
}

function buildRow(key: string, meaning: string, path: string): CodeTable {
  const [event = '', reason = ''] = path.split('/');
  const events: Readonly<Record<string, string>> = data.events;
  const reasons: Readonly<Record<string, string>> = data.reasons;
  const words = [events[event], reasons[reason]].filter((each) => each !== '').join(': ');
  return codeRows(meaning as CodeMeaning, { [key]: words });
}
