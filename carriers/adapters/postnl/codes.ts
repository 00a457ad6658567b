/**
 * PostNL's status codes (`S11`) and event codes (`J05`). Source: PostNL's developer documentation,
 * Shippingstatus, reference data: T&T status codes with the event codes that belong to each.
 */

import type { CodeRow, CodeTable } from '../../reading/code-table.ts';

interface StatusRow extends CodeRow {
  /** The status code. */
  readonly code: number;
  /** The event codes that belong to it. */
  readonly events: readonly string[];
}

const STATUSES: readonly StatusRow[] = [
  {
    code: 1,
    status: 'pre_transit',
    words: 'Zending voorgemeld',
    events: ['A01 A10 A71 F01 J93 M03 X80 X81'],
  },
  { code: 2, status: 'in_transit', words: 'Zending in ontvangst genomen', events: ['B01 X40'] },
  { code: 3, status: 'in_transit', words: 'Zending afgehaald', events: ['B04'] },
  {
    code: 4,
    status: 'pre_transit',
    words: 'Zending niet afgehaald',
    events: ['D02 D03 D04 D05 D06 D07 D09 D40 D41 H31 X42 X43 Y80 Y81'],
  },
  {
    code: 5,
    status: 'in_transit',
    words: 'Zending gesorteerd',
    events: [
      'A08 A09 A11 A12 A13 A27 A28 A29 A30 A31 A32 A34 A35 A42 A43 A99 J01 J06 J07 J09',
      'J10 J14 J16 J17 J22 J24 J26 J27 J28 J33 J36 J61 J90 Q12 Q13 R01 R06 X01 X02 X07',
      'X08 X11 X14 X17 X20 X21 X22 X50 X51 X68 Y23 Y24 Y33 Y35 Y60 Y61 Y62',
    ],
  },
  {
    code: 6,
    status: 'in_transit',
    reason: 'delay',
    words: 'Zending niet gesorteerd',
    events: ['D08 H10 K01 K02 K03 K30 K92 V01 V06 Y07'],
  },
  {
    code: 7,
    status: 'out_for_delivery',
    words: 'Zending in distributieproces',
    events: [
      'H32 H35 J05 J08 J29 J39 J41 J42 J45 J47 J48 J55 J94 J95 K14 K15 K70 Q15 S05 T02',
      'X04 X06 X19 X55 Y05',
    ],
  },
  {
    code: 8,
    status: 'attempted',
    words: 'Zending niet afgeleverd',
    events: [
      'H01 H02 H03 H04 H05 H07 H08 H09 H12 H20 H22 H24 H34 H36 H38 H51 H52 J92 K16 K41',
      'K43 Y01 Y02 Y03 Y04 Y08 Y09 Y10 Y11 Y12 Y13 Y14 Y15 Y16 Y17 Y18 Y19 Y20 Y21 Y22',
      'Y30 Y31 Y32 Y36 Y38 Y39 Y40 Y41 Y42 Y43 Y44 Y50 Y71',
    ],
  },
  {
    code: 9,
    status: 'in_transit',
    words: 'Zending bij douane',
    events: ['J59 X30 X60 X61 X62 X63 X64 X65 X66 Y25 Y29'],
  },
  {
    code: 11,
    status: 'delivered',
    words: 'Zending afgeleverd',
    events: [
      'I01 I03 I05 I06 I07 I09 I10 I11 I12 I22 I23 J63 J91 K91 X24 Y26 Z01 Z02 Z03 Z04',
      'Z05 Z06 Z08 Z09',
    ],
  },
  {
    code: 12,
    status: 'available_for_pickup',
    words: 'Zending beschikbaar op afhaallocatie',
    events: ['I08 J02 J12 J23 J52 X05'],
  },
  {
    code: 13,
    status: 'pre_transit',
    words: 'Voorgemeld: nog niet aangenomen',
    events: ['A20 A21 A22 Q02 X03'],
  },
  {
    code: 14,
    status: 'exception',
    reason: 'other',
    responsible: 'shop',
    words: 'Voorgemeld: definitief niet aangenomen',
    events: ['M01'],
  },
  { code: 15, status: 'exception', reason: 'loss', words: 'Manco collectie', events: ['G03'] },
  {
    code: 16,
    status: 'exception',
    reason: 'loss',
    words: 'Manco sortering',
    events: ['G01 G02 G05'],
  },
  {
    code: 17,
    status: 'exception',
    reason: 'loss',
    words: 'Manco distributie',
    events: ['H23 K90'],
  },
  {
    code: 19,
    status: 'exception',
    reason: 'other',
    words: 'Zending afgekeurd',
    events: ['F03 F04 F05 F06 F07 F08 F10'],
  },
  {
    code: 20,
    status: 'in_transit',
    words: 'Zending in inklaringsproces',
    events: ['A76 X10 X67'],
  },
  {
    code: 21,
    status: 'exception',
    reason: 'held',
    words: 'Zending in voorraad',
    events: ['V02 V03 V04 V11 V12 V13 V21 V22 V23 V31 V50'],
  },
  { code: 22, status: 'delivered', words: 'Zending afgehaald van Postkantoor', events: ['I02'] },
  { code: 23, status: 'in_transit', words: 'Afhaalopdracht gecollecteerd', events: ['C01'] },
  { code: 27, status: 'return_to_sender', words: 'Retour Onbestelbaar', events: ['H16 H25'] },
  {
    code: 28,
    status: 'return_to_sender',
    words: 'Retour Foutieve aflevercode',
    events: ['Y37'],
  },
  {
    code: 31,
    status: 'in_transit',
    words: 'Zending klaar voor transport naar land van bestemming',
    events: ['A72 A74 A75 X15'],
  },
  {
    code: 99,
    status: null,
    words: 'Niet van toepassing',
    events: [
      'A41 A46 A73 A94 B06 C02 H15 H17 H18 H30 J56 J80 K25 K71 P20 P21 P22 P23 P24 Q14',
      'Q16 Q17 Q18 Q19 X16 X52 Y45 Y46 Y47 Y48 Y64 Y65 Y66',
    ],
  },
];

export const CODES: CodeTable = Object.fromEntries(
  STATUSES.flatMap(({ code, events, ...row }) =>
    [`S${code}`, ...events.join(' ').split(' ')].map((key) => [key, row]),
  ),
);
