/**
 * GLS: event codes, statuses of the parcel, and sentences of its events. Sources: GLS's OpenAPI
 * "Track And Trace V1" 1.0.7 (status enum, examples, event codes), the numbers (`3.0`) beside the
 * same codes in the responses of its tracking page, and the English sentences of both.
 */

import { type CodeTable, codeRows, phraseRows } from '../../reading/code-table.ts';

export const EVENTS: CodeTable = {
  ...codeRows('pre_transit', {
    'INTIAL.PREADVICE': 'The parcel data was entered into the GLS IT system',
    'INTIAL.E48_DATA': 'The parcel was provided by the sender for collection by GLS',
    '0.100': 'The parcel data was entered into the GLS IT system',
  }),
  ...codeRows('in_transit', {
    'INTIAL.NORMAL': 'The parcel was handed over to GLS',
    'INBOUD.NORMAL': 'The parcel has reached the parcel center',
    'OUTBOD.NORMAL': 'The parcel has left the parcel center',
    '0.0': 'The parcel was handed over to GLS',
    '1.0': 'The parcel has left the parcel center',
    '2.0': 'The parcel has reached the parcel center',
  }),
  ...codeRows('out_for_delivery', {
    'OUTDEL.NORMAL': 'The parcel is expected to be delivered during the day',
    '11.0': 'The parcel is expected to be delivered during the day',
  }),
  ...codeRows('available_for_pickup', {
    'DELIVD.PARCELSHOP': 'The parcel has been delivered at the ParcelShop',
    'DELIVD.PARCELBOX': 'The parcel has been delivered into the ParcelLocker',
    '3.896': 'The parcel has been delivered into the ParcelLocker',
  }),
  ...codeRows('delivered', {
    'DELIVD.NORMAL': 'The parcel has been delivered',
    'DELIVD.DEL_BY_PSAPP': 'Handed out at the ParcelShop',
    '3.0': 'The parcel has been delivered',
  }),
  ...codeRows('cancelled', {
    'CANCEL.NORMAL': 'The parcel data have been deleted from the GLS IT system',
    '43.0': 'The parcel data have been deleted from the GLS IT system',
  }),
  ...codeRows('info', {
    'CHANGD.MONEWADDR': 'Change completed for - Delivery at new address',
    'CHANGD.PARCELBOX': 'Change completed for - ParcelLocker',
  }),
};

/** The parcel's status. `FINAL` closes the history and changes nothing. */
export const STATUSES: CodeTable = {
  ...codeRows('pre_transit', {
    PLANNEDPICKUP: 'Parcel is planned to be picked up',
    INPICKUP: 'Parcel will be picked up by a driver',
    NOTPICKEDUP: 'Parcel was not picked up',
    PREADVICE: 'GLS has received the parcel data but not the physical parcel',
  }),
  ...codeRows('in_transit', {
    INTRANSIT: 'Parcel is on its way to the final depot',
    INWAREHOUSE: 'Parcel is in warehouse',
  }),
  ...codeRows('out_for_delivery', { INDELIVERY: 'Parcel is in delivery by a driver' }),
  ...codeRows('available_for_pickup', { DELIVEREDPS: 'Parcel delivered to a parcel shop' }),
  ...codeRows('delivered', { DELIVERED: 'Parcel was delivered' }),
  ...codeRows('attempted', { NOTDELIVERED: 'Parcel was not delivered' }),
  ...codeRows('cancelled', {
    CANCELED: 'Parcel was cancelled',
    CANCELLED: 'Parcel was cancelled',
  }),
  ...codeRows('return_to_sender', { RETURNED: 'Parcel is on its way back to the sender' }),
  ...codeRows('info', { FINAL: 'Parcel history closed' }),
};

/**
 * For events whose code is in no list: GLS writes the same sentences in all its responses. Sources:
 * recorded responses, the specification, and GLS's own list of sentences in two shop integrations
 * of MyGLS (they agree word for word); the Czech ones from public clients of MyGLS; the German
 * ones from the list on paketda.de.
 */
export const SENTENCES: CodeTable = {
  ...phraseRows('pre_transit', [
    'The parcel data was entered into the GLS IT system.',
    'The parcel data was entered into the GLS IT system; the parcel was not yet handed over to GLS.',
    'The parcel was provided by the sender for collection by GLS.',
    'The parcel data for Pickup-Service was entered into the GLS system.',
    'The parcel label for the pickup has been produced.',
    'The driver has received the order to pick up the parcel during the day.',
    'Die Paketdaten wurden im GLS IT-System erfasst.',
    'Die Paketdaten wurden im GLS IT-System erfasst; das Paket wurde noch nicht an GLS übergeben.',
    'The parcel could not be picked up as the goods to be picked up were not packed.',
    'The parcel could not be picked up as the customer was not informed about the pickup.',
  ]),
  ...phraseRows('in_transit', [
    'The check scan',
    'Forwarded Redirected',
    'Customs data recorded, parcel can be sent do final location.',
    'Překročena kapacita trasy',
    'Rollkarte Check',
    'Ankunft im GLS Depot (Großkunde)',
    'Ankunft im GLS Depot (Regionalumschlag)',
    'Ankunft im GLS Depot Business-Small Parcel Sortierung',
    'Das Paket wurde an GLS übergeben.',
    'Das Paket hat den GLS Standort verlassen.',
    'Das Paket ist im GLS Standort eingetroffen.',
    'Das Paket ist im GLS Standort eingetroffen und wurde dort manuell sortiert.',
    'Das Paket ist im GLS Standort eingetroffen; das Paketlabel ist nicht lesbar.',
    'The parcel was handed over to GLS.',
    'The parcel has reached the parcel center.',
    'The parcel has reached the parcel center and was sorted manually.',
    'The parcel has reached the parcel center, the parcel label is not readable.',
    'The parcel has reached the GLS location.',
    'The parcel has left the parcel center.',
    'The parcel has left the GLS location.',
    'Parcel is sent from the depot to sorting center.',
    'The parcel is stored in the parcel center.',
    'The parcel is stored in the GLS warehouse.',
    'Forwarded normal',
    'The parcel has been forwarded to the desired address to be delivered there.',
    // Regular customs steps.
    'The customs documents are being prepared.',
    'The parcel was released by customs.',
    'The parcel was released by customs. Customs clearance is carried out by the consignee.',
  ]),
  ...phraseRows('in_transit/delay', [
    'Not delivered lack of time',
    'The parcel could not be delivered due to lack of time.',
    'The parcel could not be delivered due to exceeded time frame.',
    'The parcel could not be delivered due to traffic problems.',
    'Das Paket wird im GLS Depot aufbewahrt. Es konnte nicht zugestellt werden aufgrund von Verkehrsproblemen.',
    'The parcel is stored in the parcel center. It cannot be delivered as the consignment is not complete.',
  ]),
  ...phraseRows('in_transit/weather', [
    'The parcel could not be delivered due to the weather condition.',
  ]),
  ...phraseRows('in_transit/missorted', [
    'Chybné nasortování na depo',
    'Nesprávná trasa',
    'Sorting error at the depot.',
    'Forwarded sorting error',
    'Forwarded misrouted',
  ]),
  ...phraseRows('in_transit/rescheduled', [
    'The parcel is stored in the parcel center to be delivered at a new delivery date.',
  ]),
  ...phraseRows('out_for_delivery', [
    'Na doručení',
    'Das Paket wird voraussichtlich im Laufe des Tages zugestellt.',
    'Das Paket befindet sich im GLS Zustellfahrzeug und wird voraussichtlich im Laufe des Tages zugestellt.',
    'The parcel is expected to be delivered during the day.',
  ]),
  ...phraseRows('available_for_pickup', [
    'ParcelLocker deposit',
    'Das Paket ist im GLS PaketShop eingetroffen.',
    'Doručení do ParcelShopu',
    'Uskladněno v ParcelShopu',
    'Uskladněno na výdejním místě',
    'Připraveno v ParcelShopu',
    'Připraveno v ParcelBoxu',
    'The parcel has been delivered at the ParcelShop (see ParcelShop information).',
    'The parcel has been delivered at the ParcelShop.',
    'The parcel has reached the ParcelShop.',
    'Parcel available at ParcelShop.',
    'Parcel is stored in GLS ParcelShop.',
    'The parcel has been delivered into the ParcelLocker.',
    'The parcel has been delivered to the parcel box.',
    'The parcel is stored in the GLS parcel center. The consignee has agreed to collect the goods himself.',
  ]),
  ...phraseRows('delivered', [
    'The parcel was handed over to the consignee.',
    'Das Paket wurde erfolgreich zugestellt.',
    'The parcel has been delivered.',
    'The parcel has been delivered / dropped off.',
    "The parcel has been delivered at the neighbour's (see signature).",
    'The parcel has been picked up by the consignee.',
    'The parcel has been picked up at the ParcelShop by the consignee.',
    'Handing over the parcel to the recipient at the GLS ParcelShop.',
  ]),
  ...phraseRows('attempted/nobody_home', [
    'Note left',
    'adresát nezastižen - oznámení',
    'The parcel could not be delivered as the consignee was absent.',
    "Consignee was not in, contact card couldn't be left.",
    'Das Paket konnte nicht zugestellt werden, da der Empfänger nicht angetroffen wurde.',
    'Stored Attempt 1 - Consignee absent',
    'Stored Attempt 2 - Consignee absent',
    'Eingelagert Versuch 1 - Kunde nicht angetroffen',
    'Eingelagert Versuch 2 - Kunde nicht angetroffen',
    'Aufbewahrung im GLS Depot da Kunde nicht angetroffen',
  ]),
  ...phraseRows('attempted/closed', [
    'The parcel could not be delivered as the reception was closed.',
    'Das Paket konnte wegen geschlossener Warenannahme nicht zugestellt werden.',
    'The parcel is stored in the parcel center. It cannot be delivered as the reception is closed.',
    'The parcel could not be delivered as the consignee is on holidays.',
    'The parcel is stored in the parcel center. It cannot be delivered as the consignee is on holidays.',
  ]),
  ...phraseRows('attempted/payment_due', [
    'Nedostatek peněz',
    'The parcel could not be delivered as the consignee had no cash available/suitable.',
  ]),
  ...phraseRows('attempted', [
    'Delivery note not signed',
    'The parcel could not be delivered.',
    'The parcel could not be delivered due to missing delivery note.',
    'The consignee was informed by notification card about the delivery/pickup attempt.',
    'Der Empfänger wurde mittels Benachrichtigungskarte über den Zustell-/Abholversuch informiert.',
  ]),
  ...phraseRows('exception/refused', [
    'The parcel has been refused.',
    'Not delivered due to declined acceptance',
    'Nicht zugestellt aufgrund verweigerter Annahme',
    'Annahme verweigert, weil Paket beschädigt',
    'Das Paket wird im GLS Depot aufbewahrt, da die Annahme verweigert wurde.',
    'Refused',
    'Odmítnutí převzetí balíku',
    'Odmítnutí (neobjednaná služba)',
    'The parcel could not be delivered as the consignee refused acceptance.',
    'The parcel could not be delivered as the recipient refused acceptance.',
    'The parcel could not be delivered as acceptance has been refused due to delayed delivery.',
    'The parcel could not be delivered as the consignee refused to pay charges.',
    'Parcel was refused because the goods was not ordered.',
    'The consignee refused acceptance of the parcel.',
  ]),
  ...phraseRows('exception/address', [
    'Wrong address',
    'Nesprávná adresa (neúplná)',
    'The parcel remains in the GLS depot. It cannot be delivered due to missing address data.',
    'The parcel could not be delivered due to a wrong address.',
    'The parcel could not be delivered due to wrong or incomplete address.',
    'The parcel could not be delivered as the address is incomplete.',
    'The parcel could not be delivered as further address information is needed.',
    'Das Paket konnte nicht zugestellt werden, da weitere Adressinformationen benötigt werden.',
    'Das Paket wird im GLS Depot aufbewahrt. Es konnte nicht zugestellt werden, da weitere Adressinformationen benötigt werden.',
    'The parcel is stored in the parcel center. It cannot be delivered as further address information is needed.',
  ]),
  ...phraseRows('exception/unclaimed', [
    'The parcel has reached the maximum storage time in the ParcelShop.',
    'Das Paket hat die maximale Lagerfrist im PaketShop erreicht.',
    'Aufbewahrung im GLS Depot Lagerfrist im Paket Shop überschritten',
  ]),
  ...phraseRows('exception/customs_information', [
    'Customs data must be recorded.',
    'Customs clearance is delayed due to a missing invoice.',
    'Customs clearance is delayed due to incomplete documents.',
    'Customs clearance is delayed due to missing or inaccurate customs documents.',
    "Customs clearance is delayed as the consignee's phone number is not available.",
    "Customs clearance is delayed until the consignee's approval is available.",
  ]),
  ...phraseRows('exception/customs', [
    'Customs parcel locked in origin country.',
    'Customs clearance is delayed due to a customs inspection.',
    'Parcel was confiscated by the Customs authorities.',
  ]),
  ...phraseRows('exception/damage', [
    'Damaged',
    'The parcel was damaged.',
    'The parcel has been damaged.',
    'Inbound damaged',
    'Parcel was completely damaged.',
  ]),
  ...phraseRows('exception/loss', ['Parcel is not to locate.']),
  ...phraseRows('exception/other', [
    'Parcel is under investigation.',
    'Parcel is excluded from General Terms and Conditions.',
  ]),
  ...phraseRows('exception/destroyed', [
    'Disposed',
    "The parcel was disposed upon shipper's request.",
    'Das Paket wird auf Anweisung des Versenders entsorgt.',
  ]),
  ...phraseRows('return_to_sender', [
    'Zpětné zaslání odesílateli',
    'ParcelShop return',
    'The parcel is being returned to the sender.',
    'The parcel is returned to the sender.',
    // Written at the depot that sends it back; the scans of the return follow.
    'The parcel has been returned to sender.',
    'The parcel has been returned to the shipper.',
  ]),
  ...phraseRows('cancelled', [
    'Pick and Ship/Return cancelled',
    'P&S/P&R vymazán',
    'The parcel data have been deleted from the GLS IT system.',
    'The pickup request has been cancelled as there were no goods to be picked up.',
    'The pickup request has been cancelled as the goods were sent by other means.',
  ]),
  ...phraseRows('info', [
    'The changed delivery option has been saved in the GLS system and will be implemented as requested.',
    'Change completed for Delivery address',
    'The COD data was entered into the GLS IT system.',
    'Signature confirmed',
    'Consignee contacted Email delivery notification',
  ]),
};

/** `state` of a scan on GLS Netherlands' consumer page. */
export const STATES: CodeTable = {
  ...codeRows('pre_transit', { '0': 'Aangekondigd bij GLS' }),
  ...codeRows('in_transit', { '1': 'Pakket ontvangen door GLS', '2': 'Aangekomen op GLS depot' }),
  ...codeRows('out_for_delivery', { '3': 'Onderweg - geladen voor aflevering' }),
  ...codeRows('delivered', { '4': 'Afgeleverd' }),
  ...codeRows('available_for_pickup', { '4/parcelshop': 'Afgeleverd bij een ParcelShop' }),
};
