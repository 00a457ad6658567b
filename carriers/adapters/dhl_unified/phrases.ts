/**
 * The words of DHL's divisions, for Shipment Tracking – Unified: its five status codes do not
 * distinguish delivery rounds, collection points or returns. Sources: DHL's payloads and tracking
 * pages of Express and Paket (English and German), and public collections of their texts. Each line
 * is the beginning of a sentence, spelled as by `normalizePhrase`; places and names follow it.
 * Sentences of DHL eCommerce are in dhl_ecommerce/codes.ts.
 */

import type { CodeMeaning } from '../../reading/code-table.ts';

type Beginnings = readonly (readonly [CodeMeaning, readonly string[]])[];

const EXPRESS: Beginnings = [
  ['pre_transit', ['shipment information received', 'shipment info received']],
  [
    'in_transit',
    [
      'shipment picked up',
      'shipment has been picked up',
      'shipment accepted',
      'shipment acknowledged',
      'processed at ',
      'processed for clearance',
      'transferred through',
      'arrived at sort facility',
      'arrived at dhl sort facility',
      'arrived at dhl facility',
      'arrived at delivery facility',
      'arrived at dhl delivery facility',
      'departed facility in',
      'departed from dhl facility',
      'shipment has departed from a dhl facility',
      'departing origin',
      'customs status updated',
      'customs clearance status updated',
      'clearance processing complete',
      'broker notified',
      'delivered to broker',
      'delivery arranged',
      'forwarded for delivery',
      'scheduled for delivery',
      'geplant für zustellung',
      'sendung hat den abholstandort verlassen',
      'sendung hat die umschlagbasis verlassen',
      'sendung ist im zustellstandort eingegangen',
      'sendung ist in den abholstandort eingegangen',
      'sendung ist in der umschlagbasis eingegangen',
      'sendung wurde weiter bearbeitet',
      'verzollung abgeschlossen',
    ],
  ],
  ['in_transit/rescheduled', ['scheduled for delivery as agreed']],
  [
    'in_transit/missorted',
    ['shipment arrived at wrong facility', 'shipment arrived at incorrect facility'],
  ],
  [
    'out_for_delivery',
    [
      'with delivery courier',
      'shipment is out with courier for delivery',
      'in auslieferung durch kurier',
    ],
  ],
  [
    'attempted/nobody_home',
    [
      'delivery attempted; recipient not home',
      'erfolgloser zustellversuch, empfänger nicht zu hause',
    ],
  ],
  [
    'attempted/closed',
    [
      'delivery attempted; consignee premises closed',
      'delivery attempted; premises closed',
      'empfangsadresse bei zustellversuch geschlossen',
    ],
  ],
  ['attempted', ['delivery attempted', 'undelivered shipment']],
  ['available_for_pickup', ['awaiting collection by recipient', 'awaiting pickup by recipient']],
  ['delivered', ['delivered - signed', 'shipment delivered']],
  ['exception/refused', ['recipient refused delivery']],
  ['exception/address', ['address information needed', 'recipient moved']],
  ['exception/payment_due', ['shipment held - available upon receipt of payment']],
  [
    'exception/customs',
    [
      'clearance event',
      'clearance delay',
      'further clearance processing is required',
      'nicht durch dhl beeinflussbare verzögerung in der verzollung',
    ],
  ],
  [
    'exception/held',
    ['shipment on hold', 'shipment is on hold', 'sendung zur aufbewahrung in der station'],
  ],
  ['in_transit/partial', ['partial delivery']],
  ['exception/other', ['please contact dhl']],
  ['return_to_sender/returned', ['returned to shipper']],
  ['info', ['payment is received', 'die überweisung des nachnahme-betrags']],
];

const PAKET: Beginnings = [
  [
    'pre_transit',
    [
      'the instruction data for this shipment have been provided',
      'the shipment has been announced electronically',
      'die auftragsdaten zu dieser sendung wurden',
      'die sendung wurde elektronisch angekündigt',
    ],
  ],
  [
    'in_transit',
    [
      'the shipment has been processed in the',
      'the shipment has been posted by the sender',
      'the shipment has been picked up',
      'the shipment could not be delivered to the packstation and has been forwarded',
      'die sendung wurde abgeholt',
      'die sendung wurde im start-paketzentrum',
      'die sendung wurde im ziel-paketzentrum',
      'die sendung wurde im export-paketzentrum',
      'die sendung wurde im paketzentrum',
      'die sendung wurde im briefzentrum',
      'die sendung wurde vom absender in ',
      'die sendung wurde für den weitertransport vorbereitet',
      'die sendung wurde von dhl bearbeitet',
      'die sendung ist in der region des empfängers angekommen',
      'die sendung konnte nicht in die packstation eingestellt werden und wurde in eine filiale',
      'die sendung wurde durch den zoll im zielland/zielgebiet freigegeben',
    ],
  ],
  [
    'in_transit/delay',
    [
      'die sendung wurde zurückgestellt',
      'die sendung verzögert sich',
      'the shipment is delayed',
      'die für die auslieferung der sendung erforderlichen daten liegen nicht vor',
    ],
  ],
  [
    'in_transit/missorted',
    [
      'the shipment was misrouted',
      'die sendung wurde fehlgeleitet',
      'die sendung wurde leider fehlgeleitet',
    ],
  ],
  [
    'out_for_delivery',
    [
      'the shipment has been loaded onto the delivery vehicle',
      'the shipment is on its way to the packstation',
      'the shipment is on its way to the postal retail outlet',
      'a 2nd attempt at delivery is being made',
      'die sendung wurde in das zustellfahrzeug geladen',
      'die sendung befindet sich auf dem weg zur packstation',
      'die sendung ist auf dem weg zur packstation',
    ],
  ],
  [
    'attempted/nobody_home',
    [
      'the recipient was not present',
      'the shipment could not be delivered because the recipient was not present',
      'der empfänger wurde nicht angetroffen',
    ],
  ],
  [
    'attempted',
    [
      'the shipment could not be delivered, and the recipient has been notified',
      'the shipment could not be delivered',
      'die sendung konnte nicht zugestellt werden',
      'die sendung konnte heute nicht zugestellt werden',
      'die sendung wurde nicht erfolgreich zugestellt',
      'aus unvorhersehbaren gründen konnte die sendung nicht zugestellt werden',
      'zustellung in packstation nicht möglich',
    ],
  ],
  [
    'available_for_pickup',
    [
      'the shipment is ready for pick-up',
      'the shipment is ready for pickup',
      'the shipment has been delivered for pick-up',
      'the shipment is available for pick-up',
      'the shipment has been deposited in the packstation',
      'die sendung liegt in der packstation',
      'die sendung liegt in der filiale',
      'die sendung liegt ab sofort in der filiale',
      'die sendung liegt für den empfänger zur abholung bereit',
    ],
  ],
  [
    'delivered',
    [
      'the shipment has been successfully delivered',
      'the recipient has picked up the shipment from',
      'die sendung wurde zugestellt',
      'die sendung wurde erfolgreich zugestellt',
      'die sendung wurde im rahmen der kontaktlosen zustellung zugestellt',
      'die sendung wurde ausgeliefert',
      'die sendung wurde dem empfänger per vereinfachter firmenzustellung',
      'the shipment has been delivered from the',
      'die sendung wurde aus der packstation entnommen',
      'der empfänger hat die sendung in der filiale abgeholt',
      'der empfänger hat die sendung aus der packstation abgeholt',
    ],
  ],
  [
    'exception/refused',
    ['the acceptance of the shipment was refused', 'die annahme der sendung wurde verweigert'],
  ],
  [
    'exception/address',
    [
      'the address is incomplete',
      'delivery was not possible due to incomplete address',
      'aufgrund eines adressfehlers',
    ],
  ],
  ['exception/customs', ['the shipment is being held in customs']],
  [
    'exception/damage',
    ['the shipment has been damaged', 'die sendung wurde beschädigt', 'die beschädigte sendung'],
  ],
  [
    'exception/unclaimed',
    ['the recipient has not picked up the shipment', 'der empfänger hat die sendung nicht'],
  ],
  [
    'return_to_sender',
    [
      'the shipment is being returned',
      'the shipment will be returned',
      'es erfolgt eine rücksendung',
      'the shipment could not be delivered and is being returned',
      'the shipment could not be delivered and will be returned',
      'the shipment could not be delivered, and is being returned',
      'the shipment could not be delivered, and will be returned',
      'die sendung wird an den absender zurück',
      'die sendung wurde an den absender zurück',
      'die rücksendung wurde eingeleitet',
      'rücksendung eingeleitet',
      'die sendung wurde nicht abgeholt und wird zurückgesandt',
    ],
  ],
  [
    'return_to_sender/returned',
    ['the shipment has been returned to the sender', 'the shipment has been returned to sender'],
  ],
];

/** Further words of DHL Parcel Polska; those of its statuses are in dhl_poland/codes.ts. */
const POLSKA: Beginnings = [['in_transit', ['przesyłka przyjęta w terminalu nadawczym dhl']]];

/**
 * Longer beginnings come first: `scheduled for delivery as agreed` before `scheduled for delivery`.
 */
export const BEGINNINGS: readonly (readonly [string, CodeMeaning])[] = [
  ...EXPRESS,
  ...PAKET,
  ...POLSKA,
]
  .flatMap(([meaning, beginnings]) => beginnings.map((words) => [words, meaning] as const))
  .sort(([a], [b]) => b.length - a.length);
