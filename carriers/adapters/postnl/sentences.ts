/**
 * PostNL's sentences in Dutch and English, for events with the general codes 01A and 01B: the
 * status beside them is only the group, and groups mislead (see codes.ts). Source: PostNL's
 * developer documentation, Shippingstatus, T&T status codes. Lists the sentences that mean
 * something else than their group, and the most frequent others.
 */

import { normalizePhrase } from '../../reading/code-table.ts';

/** PostNL's event code → its Dutch and its English sentence. */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  // In the groups of pre-alerted and uncollected shipments
  A20: [
    'Verzoek tot betaling kosten voor zending verstuurd',
    'Request for payment of shipment costs sent',
  ],
  A21: [
    'Je hebt betaald, we maken je pakket klaar voor bezorging',
    'Payment for shipment costs received',
  ],
  A22: ['Verzoek tot betaling geweigerd', 'Request for payment refused'],
  H31: [
    'Verzender heeft de zendingsopdracht geannuleerd',
    'Sender has cancelled the shipment order',
  ],
  M03: ['Geldigheidsduur label verstreken', 'Period of validity label expired'],
  X03: [
    'De douane in het land van bestemming checkt je zending',
    'Customs in the destination country is checking your shipment',
  ],
  X81: [
    'Retourzending ontvangen in land van bestemming',
    'Return shipment received in country of destination',
  ],
  // In the groups of sorted and unsorted shipments
  A12: [
    'Keuze van ontvanger: bezorgen op andere dag',
    'Recipient’s choice: deliver on a different day',
  ],
  A13: [
    'Keuze van ontvanger: bezorgen in een ander dagdeel',
    'Recipient’s choice: deliver on a different part of the day',
  ],
  A32: [
    'Zending wordt bezorgd in de avond op een andere dag',
    'Shipment will be delivered in the evening on another day',
  ],
  A35: ['Bezorging gewijzigd naar een andere dag', 'Delivery changed to another day'],
  A42: ['De bezorgdatum van de zending is aangepast', 'Delivery date of shipment changed'],
  H10: ['Retour, inhoud niet toegestaan', 'Return, content not permitted'],
  J07: [
    'Gesloten: aflevering uitgesteld tot volgende werkdag',
    'Closed: delivery postponed until the following working day',
  ],
  K02: [
    'Ontvanger is verhuisd. Zending doorgestuurd naar nieuw adres',
    'Recipient has moved. Shipment forwarded to new address',
  ],
  K03: [
    'Zending doorgestuurd naar door geadresseerde gekozen adres',
    'Shipment forwarded to address chosen by addressee',
  ],
  K30: [
    'Zending kan niet bezorgd worden; Neem contact op met klantenservice',
    'Shipment cannot be delivered',
  ],
  K92: ['Zending vernietigd', 'Shipment destroyed'],
  X20: [
    'Retourzending ontvangen in distributiecentrum buitenland',
    'Return shipment received in distribution centre abroad',
  ],
  X21: [
    'Retourzending ontvangen in distributiecentrum',
    'Return shipment received in distribution centre',
  ],
  X22: ['Zending uit buitenland komt retour', 'International shipment returned'],
  Y35: ['Sorry, bezorgmoment is bijgewerkt', 'Sorry, delivery time has been updated'],
  // In the group of shipments out for delivery
  H35: ['Zending is beschadigd, gaat retour afzender', 'Shipment is damaged, return to sender'],
  J08: [
    'Bezorgen lukte niet, we proberen het nog een keer',
    'Delivery unsuccessful, we’ll try again',
  ],
  J29: [
    'Zending paste niet door brievenbus, we komen nog een keer',
    'Shipment does not fit through letterbox, we’ll try again',
  ],
  J39: [
    'Aflevering uitgesteld tot volgende werkdag',
    'Delivery postponed until the following working day',
  ],
  J41: [
    'Zending niet toegestaan in de pakketautomaat',
    'Shipment not allowed in the parcel locker',
  ],
  J42: ['Zending past niet in de pakketautomaat', 'Insufficient space in the parcel locker'],
  J45: ['Op lijndienst naar distributie depot', 'On liner service to distribution depot'],
  J47: [
    'Zending niet opgehaald, gaat naar PostNL-punt',
    'Pickup window closed; shipment moved to PostNL pickup point',
  ],
  J48: [
    'Pakket te groot om te bezorgen in de pakketautomaat',
    'Parcel too large for delivery in the parcel locker',
  ],
  J55: ['Bezorger is onderweg naar PostNL-punt', 'Driver is en route to PostNL outlet'],
  J94: [
    'Vrachtzending niet afgeleverd, geadresseerde afwezig',
    'Freight shipment not delivered; addressee absent',
  ],
  J95: ['Uitgesteld, gescand op depot', 'Postponed, scanned at depot'],
  K14: [
    'Wij hebben je gemist, we komen nog een keer',
    'We hebben je gemist, we komen nog een keer',
    'We missed you; we’ll try again',
  ],
  K15: [
    'Fout bij bezorging zending. Nadere informatie volgt',
    'Error during shipment delivery. More information to follow',
  ],
  K70: [
    'Bezorgen lukte niet, zending gaat naar PostNL-punt',
    'Delivery unsuccessful, shipment will go to PostNL outlet',
  ],
  Q15: ['Zending is onderweg', 'Shipment is en route'],
  X04: [
    'De douane in het land van bestemming heeft je zending goedgekeurd',
    'Customs in the destination country has approved your parcel',
  ],
  X19: ['Zending verzonden naar land van bestemming', 'Shipment sent to country of destination'],
  // In the group of shipments that were not delivered
  H01: [
    'Geweigerd bij bezorging, zending gaat retour afzender',
    'Refused at delivery; return shipment to sender',
  ],
  H02: [
    'Adres onjuist, zending gaat retour afzender',
    'Incorrect address; return shipment to sender',
  ],
  H03: ['Zending niet afgehaald, gaat retour afzender', 'Shipment not collected, return to sender'],
  H05: [
    'We hebben je gemist, zending gaat retour afzender',
    'We missed you; shipment returned to sender',
  ],
  H08: [
    'Aflevercode of legitimatie onjuist, zending retour afzender',
    'Incorrect delivery code or ID, return shipment to sender',
  ],
  H09: ['Zending niet compleet, retour afzender', 'Shipment incomplete, return to sender'],
  H12: [
    'Zending retour afzender, geadresseerde onjuist',
    'Shipment returned to sender, addressee incorrect',
  ],
  H20: ['Zending retour afzender', 'Shipment returned to sender'],
  H22: [
    'Zending op verzoek van afzender retour gestuurd',
    'Shipment returned on request of sender',
  ],
  H24: [
    'Retour gestuurd door afhaallocatie op verzoek van ontvanger',
    'Returned by pick-up location on recipient’s request',
  ],
  H36: ['Zending niet bezorgd, adres onjuist', 'Shipment not delivered; incorrect address'],
  H51: [
    'Zending niet afgeleverd, geen brievenbus. Retour afzender',
    'Shipment not delivered, no letterbox. Return to sender',
  ],
  H52: [
    'Zending niet afgeleverd, past niet. Retour afzender',
    'Shipment not delivered, does not fit. Return to sender',
  ],
  K16: ['Bezorgadres onbereikbaar, nieuwe poging volgt'],
  K43: ['Zending wordt geretourneerd', 'Shipment will be returned'],
  Y02: ['We hebben je gemist, zending niet bezorgd', 'We missed you; shipment not delivered'],
  Y03: ['Zending geweigerd door geadresseerde', 'Shipment refused by addressee'],
  Y04: ['Zending beschadigd', 'Shipment damaged'],
  Y09: [
    'Contact met geadresseerde vanwege incorrect afleveradres',
    'Contact addressee due to incorrect delivery address',
  ],
  Y11: [
    'Zending beschadigd, contact gezocht met ontvanger',
    'Shipment damaged, attempt made to contact recipient',
  ],
  Y12: [
    'Adres incorrect, PostNL neemt contact op met afzender',
    'Address incorrect, PostNL will contact sender',
  ],
  Y13: [
    'Zending geweigerd, PostNL zoekt contact met afzender',
    'Shipment refused, PostNL contacting sender',
  ],
  Y39: [
    'Contact met ontvanger om een afspraak te plannen',
    'Contact recipient to arrange an appointment',
  ],
  Y43: [
    'Zending vertraagd wegens gesloten locatie geadresseerde',
    'Shipment delayed as addressee location is closed',
  ],
  Y44: [
    'Zending door ontvanger geweigerd wegens beschadiging',
    'Shipment refused by recipient due to damage',
  ],
  Y50: ['Zending geweigerd; onvolledig', 'Shipment refused, incomplete'],
  Y71: ['Zending is vermist', 'Shipment missing'],
  // In the group of shipments at customs
  J59: [
    'Pakket wordt vandaag toch nog via een koerier bij je bezorgd',
    'Parcel will be delivered to you today by courier',
  ],
  X66: [
    'Het aangifteproces van de zending is stopgezet',
    'Shipment declaration process has been stopped',
  ],
  Y29: [
    'De zending is vernietigd namens de douane in land van bestemming',
    'The shipment has been destroyed on behalf of customs in the destination country',
  ],
  // In the group of delivered shipments
  I06: [
    'Zending gesorteerd, wordt overgedragen aan geadresseerde',
    'Shipment sorted, will be transferred to addressee',
  ],
  I07: [
    'Retourzending gesorteerd, wordt overgedragen aan afzender',
    'Return shipment sorted, will be transferred to sender',
  ],
  J23: [
    'Zending kan worden afgehaald bij de pakketautomaat',
    'Shipment can be collected at the parcel locker',
    'Shipment can be picked up at the parcel machine',
  ],
  J63: ['Retourzending afgeleverd', 'Return shipment delivered'],
  J91: [
    'Gedeeltelijk manco aangeleverde zending afgeleverd',
    'Partially-defective shipment delivered',
  ],
  K91: [
    'In opslag i.v.m. calamiteit tot nader order',
    'In storage because of closed return address – coronavirus measure',
  ],
  X24: [
    'Zending retour gestuurd naar zakelijke postbushouder in het buitenland',
    'Shipment returned to business PO Box holder abroad',
  ],
  Y26: ['Zending af te halen bij postbus', 'Shipment to be collected at PO Box'],
  // In the groups of missing shipments
  H23: [
    'Geannuleerd door PostNL, geen bezorgafspraak kunnen maken',
    'Cancelled by PostNL, no delivery appointment could be made',
  ],
  K90: ['Nog geen status bekend. Probeer later opnieuw', 'Status as yet unknown. Try again later'],
  // Say the same as their group, for answers that give no group
  A01: [
    'Zending wordt verwacht, maar zit nog niet in sorteerproces',
    'Shipment expected, but not yet arrived at PostNL',
  ],
  B01: ['Zending is bij PostNL', 'Shipment received by PostNL'],
  I05: ['Zending is bezorgd in de brievenbus', 'Shipment in letterbox'],
  I10: ['Zending is bezorgd bij de buren', 'Shipment delivered to neighbour'],
  I12: ['Zending is bezorgd op de afgesproken plek', 'Shipment delivered to indicated location'],
  I22: ['Zending is afgehaald bij PostNL-punt', 'Shipment collected at PostNL outlet'],
  J02: ['Pakket ligt voor je klaar op PostNL-punt', 'Shipment to be collected at PostNL outlet'],
  J05: ['Bezorger is onderweg', 'Driver is en route'],
  J22: [
    'Uitstel van aflevering vanwege incomplete multicollozending',
    'Delivery postponed because of incomplete multi-parcel shipment',
  ],
  J80: [
    'Deze zending heeft nog geen afleverscan gekregen',
    'No delivery scan for this shipment yet',
  ],
};

const CODE_BY_SENTENCE: ReadonlyMap<string, string> = new Map(
  Object.entries(SENTENCES).flatMap(([code, sentences]) =>
    sentences.map((each) => [normalizePhrase(each), code] as const),
  ),
);

/** The event code of one of PostNL's own sentences; null for other words. */
export function findCodeBySentence(words: string | null): string | null {
  return CODE_BY_SENTENCE.get(normalizePhrase(words ?? '')) ?? null;
}

export function listSentenceCodes(): readonly string[] {
  return Object.keys(SENTENCES);
}
