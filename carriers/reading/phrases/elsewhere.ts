/**
 * Phrases about a delivery that is not the customer's: a part, another carrier, a wrong place,
 * the waste. Sources and matching: ../correct-by-words.ts.
 */

import { IN_OTHER_SCRIPTS } from './other-scripts.ts';

/** Some of several pieces. */
export const ONLY_A_PART: readonly RegExp[] = [
  /(?<!\bfinal delivery of (the |a )?(split\/)?)\bpartial(ly)?\b(?! (address|name|signature|postcode|zip|receipt accepted))|\bdelivered,? in part\b|\bpart(s)? of (the|your|this) (shipment|order|consignment|delivery)\b|\b(pieces?|parcels?|packages?|cartons?|boxes|pallets?) (still )?(missing|short|outstanding|to follow)\b/,
  /\bdelivered (\d+) (of|out of) (?!\1\b)\d+\b|\b(balance|remainder) of (the |your )?(shipment|order)\b|\bdelivered short\b|\bshort delivery\b|\bshortage\b(?! noted at delivery; customer received)/,
  /\bdelivered,? incomplete\b|\bincomplete (delivery|shipment|consignment)\b|\b(first|one) of (the )?(two|three|four|five|several|[2-9]) (pieces|parcels|packages|cartons|boxes|items)\b/,
  /\b(?!24 ?\/ ?7\b)(\d+) ?(of|out of|\/) ?(?!\1\b)\d+ (pieces?|parcels?|packages?|items?|cartons?|pallets?|colis)\b/,
  /\b(\d+) ?(von|van|de|sur|di|z|av|af) ?(?!\1\b)\d+ (packstuck|paket|sendung|pakket|colis|colli|kolli|bulto|pieza|paqu|pacc|pacz|pakk)\w*/,
  /\b(teilweise|teilzustellung|teillieferung|teilmenge)\b/,
  /\b(gedeeltelijk\w*|deels|deelzending|deellevering)\b/,
  /\b(partiel(le)?(ment)?|en partie)\b/,
  /\b(parcial(mente)?|entrega parcial|parziale|parzialmente)\b/,
  /\bczesciow\w+|\bcastecn\w+|\b(delvis|delleverans|delleverance|delleveranse)\b/,
  /\b\d+ (pieces?|parcels?|packages?|items?|cartons?) (short|missing|outstanding)\b|\bsendung (ist )?unvollstandig\b/,
  /\b(\d+) (von|van|van de|di|de|z|ze) (?!\1\b)\d+ (paket\w*|packstuck\w*|sendung\w*|pakket\w*|colli|colis|bultos|pacz\w+)\b/,
  /\b(\d+) colis sur (?!\1\b)\d+\b/,
  /\bentire shipment was not delivered\b|\b(refused|rejected) (a )?part of (the |this )?(shipment|order|delivery)\b|\bbalance (is |was |is being |has been )?delivered\b/,
  ...IN_OTHER_SCRIPTS.onlyAPart,
];

/** Another carrier, or another business in the trade, has it. */
export const WITH_ANOTHER_CARRIER: readonly RegExp[] = [
  /^anderer dienstleister\b|\b(overgedragen|overhandigd) aan (de |een )?((\w+ ){0,2})(postorganisatie|postbedrijf)\b/,
  /\bfor (final|onward|further|last[- ]mile|local) (delivery|transport|transit|carriage)\b/,
  /\bto (the |a |an |your )?(\w+'s )?(local |delivery |postal |import |customs |clearance |non-?fedex |interline |third[- ]party |freight )*(broker|forwarder|interline)\w*\b/,
  /\b(delivered|handed( over)?|presented|transferred|submitted) to (the )?customs\b/,
  /\bdelivered to (the )?destination country\b|\bpending (completion of )?(the )?(customs|clearance)\b|\bzu[mr] falschen (standort|depot|niederlassung|verteilzentrum)\b/,
  /\btendered to\b|\b(delivered|handed( over)?|transferred|given) to (the |an )?(airlines?|air (transport|carrier|freight|cargo)|linehaul)\b/,
  /\bto (the |an? )?((destination|overseas|foreign|local|receiving) ){0,2}postal (operator|authority|administration)\b/,
  /\bto (the )?(consignee|recipient|receiver|importer)'?s (customs |import )?broker\b/,
  /\b(dem|an den|beim) zoll\b|\b(aan|bij) (de )?douane\b|\b(a la|aux) (douanes?|compagnie aerienne)\b/,
  /\ban (den |einen |unseren )?((auslandischen|lokalen|ortlichen) )?(zustelldienst|paketdienst|postdienst)\b/,
  /\bubergabe (an|zwischen) (den |die |das |einen |unseren )?(dienstleister|service ?partner|transporteur\w*|zoll)\b|\ban die zustellorganisation\b/,
  /\bsigned for by ?:? ?(the )?(customs )?broker$/,
  /\b(retrieved|collected|picked up) from [^.;]* by (the |a |our )?(courier|driver|carrier)\b(?! (of|for)\b)/,
  // USPS's agents, and a driver who takes parcels from a shop.
  /\b(picked up|processed|received) by (the |an? )?(shipping|returns|postal) agent\b/,
  /\babholung (von|vom|aus|im|am|beim) [^.;]*\bdurch (den |einen |unseren )?(\w+ )?(zusteller|fahrer|kurier)\b/,
  /\b(consegnat|affidat|entregad)[oa] (ad? |al |alla )?(brt|bartolini|sda|nexive|gls|dhl|dpd|ups|tnt|fedex|inpost|poste italiane|correos|seur|mrw|nacex|ctt|la poste|chronopost|colissimo)\b(?! (access|parcel|point|punto|shop|pick\w*|locker|service|restante)\b)|\b(livre|remis|confie)e?s? a (brt|bartolini|sda|nexive|gls|dhl|dpd|ups|tnt|fedex|inpost|poste italiane|correos|seur|mrw|nacex|ctt|la poste|chronopost|colissimo)\b(?! (access|parcel|point|punto|shop|pick\w*|locker|service|restante)\b)|\bentregue (a|aos|a) (brt|bartolini|sda|nexive|gls|dhl|dpd|ups|tnt|fedex|inpost|poste italiane|correos|seur|mrw|nacex|ctt|la poste|chronopost|colissimo)\b(?! (access|parcel|point|punto|shop|pick\w*|locker|service|restante)\b)/,
  /\b(picked up|collected|received|accepted) by (the )?(ups|usps|fedex|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|canpar|ontrac|lasership|royal mail|australia post|canada post|postnl|bpost|postnord|(the )?post office)\b(?! (customer|client|account|recipient))|\b(ups|usps|fedex|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|canpar|ontrac|lasership|royal mail|australia post|canada post|postnl|bpost|postnord) (has |have )?(received|picked up|collected|accepted) (the|your|this) (item|parcel|package|shipment|consignment)\b/,
  /\b(received|accepted|picked up|collected) by (the |a |an )?(customs |import |delivery |export )?(broker|airline|line ?haul|driver|rider|forwarder|customs)\b/,
  /\bhanded over to (ups|usps|fedex|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|canpar|royal mail|australia post|canada post|postnl|bpost|postnord)\b(?! (customer|client|access|parcel|pick|locker|service))|\bontvangen door (ups|usps|fedex|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|canpar|royal mail|australia post|canada post|postnl|bpost|postnord)\b|\bzending is bij postnl\b(?!-)/,
  /\bsender (has )?dropped\b|\bdropped[- ]off by (the )?(sender|shipper|merchant)\b/,
  // It has just been collected from the sender.
  /\bodebran\w+ (od (klient\w*|nadawc\w*)|przez kurier\w*)\b/,
  /\b(externimu )?(prepravci|dopravci)\b/,
  /\bsee alt(ernate)? track\w*/,
  /\btransferred to (the |your )?(local )?post office\b(?![^.;]*\b(collect|pick))/,
  /\b(delivered|handed( over)?|transferred|given|passed)( on)? to (the |a |your )?(local )?(post office|post|usps|carrier|courier|partner)\b[^.;]*\b(to|which will|who will) ((finish|complete|make) (the |your |its )?(\w+ )?delivery|deliver it)\b/,
  /\bovergedragen aan (bpost|dhl|dpd|gls|ups|fedex|deutsche post|la poste|royal mail)\b/,
  ...IN_OTHER_SCRIPTS.withAnotherCarrier,
];

/** The carrier, or its shop, has just got it from the sender. */
export const HANDED_IN_BY_SENDER: readonly RegExp[] = [
  /\b(handed|brought|given|posted|dropped off|deposited|lodged)\b[^.;]* by (the |its )?(original )?(sender|shipper|consignor|merchant|seller)\b/,
  /\b(vom|durch( den)?) (absender|versender|auftraggeber)\b[^.;]*\b(eingeliefert|abgegeben|aufgegeben|ubergeben)\b/,
  /\bdoor (de )?(afzender|verzender)\b[^.;]*\b(afgegeven|ingeleverd|aangeboden)\b|\b(afgegeven|ingeleverd) door (de )?(afzender|verzender)\b/,
  /\b(depose|remis)e?s?\b[^.;]*\bpar (l'|votre )?(expediteur|vendeur)\b|\b(depositad|entregad)[oa]\b[^.;]*\bpor (el|su) (remitente|expedidor|vendedor)\b/,
  /\bconsegnat[oa]\b[^.;]*\bdal mittente\b|\bentregue\b[^.;]*\bpelo remetente\b|\bnadan\w*\b[^.;]*\bprzez nadawce\b/,
];

/** Like WITH_ANOTHER_CARRIER, but the words could also mean a recipient. */
export const PERHAPS_ANOTHER_CARRIER: readonly RegExp[] = [
  /\b(delivered|handed|handed over|given|released|transferred|turned over|passed) (on )?to (the |a |an |our |its )?((local|delivery|destination|postal|partner|final|overseas|linehaul|export|import|military|returns|third[- ]party|last[- ]mile|regional|national|another|fedex|ups|usps|dhl|purolator) ){0,2}(sort(ing|ation)? cent(er|re)|mail cent(er|re)|delivery (station|office)|(air )?carrier|agent|consolidator|courier|partner|contractor|subcontractor|postal service|post|usps|canada post|royal mail|airline|depot|hub|terminal|facility)s?\b/,
  /\b(delivered|handed( over)?|given|transferred) to (the |a |your )?((local|last[- ]mile|destination|overseas|final|domestic) ){1,2}(delivery|courier|logistics|express|shipping|transport) (company|provider|operator)\b/,
  // A place or a driver of the network.
  /\bdelivered (to|at|into) (the |our |a |an )?(\w+ ){0,2}(sort\w*( facility| cent(er|re)| hub)?|(origin|transit|carrier|sort|destination) facility|hub|depot|airport|port of \w+|(delivery|carrier) (station|depot|base|office)|mail cent(er|re)|network|line ?haul( carrier)?|customs warehouse)$/,
  /\b(given|handed( over)?|assigned|allocated|passed|released) to (the |a |our )?(delivery )?(driver|rider|postman|mail carrier|postie)\b/,
  /\b(an|dem) (den |die |unseren |einen )?(zusteller|fahrer|kurier)\w* (ubergeben|ausgehandigt)\b|\b(an|in|ins) (das |die |den |der )?(ziel)?(zustellbasis|zustellstutzpunkt|paketzentrum|depot|land|verteilzentrum|briefzentrum) (\w+ )?(geliefert|ausgeliefert|angeliefert)\b/,
  /\b(geleverd|afgeleverd|bezorgd) (aan|bij|in|op) (het |een |ons )?(sorteer\w*|distributiecentrum|depot)\b/,
  /\b(remis|livre|confie)e?s? (au|a notre|a votre) (livreur|facteur|chauffeur|coursier|centre de tri|depot|hub)\b/,
  /\bentregad[oa] (al|a la|en la|en el|en) (repartidor|mensajero|delegacion|almacen|centro de (distribucion|clasificacion))\b/,
  /\bentregue (ao|a|na|no) (estafeta|estacao|motorista|centro de distribuicao)\b|\bconsegnat[oa] (al|alla|all') ?(hub|magazzino|centro di smistamento)\b/,
  /\b(doreczon|dostarczon)\w* do (oddzialu|sortowni|magazynu|terminala)\b|\bdorucen\w* (na|do) dep[ao]\b|\b(leverera|levere)\w* til(l)? (terminal|chauffor|transportor)\w*$/,
  /\ban (den |die |einen |unseren )?(zustellpartner|partner|spediteur|frachtfuhrer|agenten)\b/,
  /\baan (de |een |onze )?(partner|vervoerder|agent|koerier)\b/,
  /\ba(u| un| notre| l.?) ?(transporteur|partenaire|agent|prestataire|sous-traitant|confrere)\b/,
  /\bal? (agente|transportista|corresponsal|corriere|corrispondente|vettore|partner)\b|\bao (agente|transportador|parceiro)\b/,
  /\bentregue (a|para a) (\w+ )?(transportadora|companhia aerea)\b|\bentregad[oa] a (la |una |otra )?(empresa de transportes?|agencia de transportes?|mensajeria)\b/,
  /\bconsegnat[oa] (a|alla) (\w+ )?(compagnia|azienda|ditta|societa) (di )?(trasport\w+|aerea)\b/,
  /\b(przewoznikowi|partnerowi|kurierowi)\b/,
  /\btill? (en |et |ett |var |vor )?(samar\w+)?(partner|transportor)\b/,
];

/** It no longer exists. */
export const DESTROYED: readonly RegExp[] = [
  /\b(package|parcel|item|shipment|consignment|goods) (is |was |has been |are |were |reported )*(destroyed|disposed of|discarded)\b/,
  /\b(has|have) (destroyed|disposed of|discarded) (the|your|this) (package|parcel|item|shipment|goods)\b/,
  /\b(required|had|have|has) to (dispose of|destroy)\b|\bdisposed (of )?by (the )?post office\b/,
  /^(the |your )?(package|parcel|item|shipment) (disposal|destruction)$/,
  /\b(provider|carrier|partner|warehouse) (destroyed|disposed of|discarded) (the |your |this )?(package|parcel|item|shipment)\b/,
  /^(destroyed|disposed( of)?)\b|\b(parcel|package|item|shipment) (is|was|has been) disposed\b|\bzutylizowan[aey]\b/,
  /\bwurde (\w+ ){0,3}vernichtet\b|^vernichtung\b|\b(will be|(is|are) being|process of being) (destroyed|disposed of|discarded)\b|\bimha(si)?\b(?! iptal)|\b(a ete detruit\w*|(ha sido|fue) destruid[oa]|e stat[oa] distrutt[oa])\b/,
  ...IN_OTHER_SCRIPTS.destroyed,
];

/** The same, or that it is about to be destroyed. */
export const TO_BE_DESTROYED: readonly RegExp[] = [
  /\b(sendung|paket) (\w+ ){0,5}(vernichtet|entsorgt)\b|\b(zending|pakket) (\w+ ){0,2}vernietigd\b/,
  /\b(colis|envoi) (\w+ ){0,2}detruit\w*\b|\b(destruid|distrutt)[oa]\b/,
];

/** Nobody will get it any more. */
export const GONE: readonly RegExp[] = [
  /\b(package|parcel|item|shipment|consignment|goods) (is |was |has been |are |were |reported )*lost\b/,
  /^(the |your )?(package|parcel|item|shipment) (is |was )?missing$/,
  // A part may be missing while the balance arrives.
  /\bmerchandise (is |was |are |were )?missing\b(?![^.;]*\b(balance|remaining)\b)/,
  /\b(delivered|sent|transferred) ((the|your) (package|parcel|item) )?to (the |ups )?(mail recovery|overgoods|lost and found|dead letter)\b/,
  /\b(arrived|received) (at|by) (the )?(undeliverable mail|dead letter) (office|branch)\b/,
  /\b(sendung|paket) (\w+ ){0,3}verloren\b|\b(zending|pakket) (\w+ ){0,2}vermist\b/,
  /\b(colis|envoi) (\w+ ){0,2}perdu\w*\b|\b(extraviad|smarrit)[oa]\b/,
  /\b(zoekgeraakt|kwijtgeraakt)\b/,
  /\bmagazynu przesylek niedoreczalnych\b|\bpakken er ikke funnet\b/,
  /\bakibeti belirlenemedi\b|^kayip\b/,
  // Stolen, and not found
  /\b(package|parcel|item|shipment|consignment|goods|load) (is |was |has been |are |were |reported )*stolen\b/,
  /\b(sendung|paket|ladung) (\w+ ){0,3}gestohlen\b|\b(zending|pakket) (\w+ ){0,3}gestolen\b|\b(colis|envoi) (\w+ ){0,2}vole\b/,
  /\b(objeto|encomenda|carga) (\w+ )?(roubad|furtad)[oa]\b|\b(envio|paquete|mercancia) (\w+ ){0,2}robad[oa]\b/,
  /\b(spedizione|pacco|collo|merce) (\w+ ){0,2}rubat[oa]\b|\bprzesylka (\w+ )?(skradzion|zagubion|zaginion)\w+/,
  /\b(objeto|encomenda) nao localizad[oa]\b/,
  // Neither the recipient nor the sender got it. Deutsche Post sends it to Marburg.
  /\bunanbringlich\b|\bbriefermittlung\w*\b|\bweder (dem|an den) empfanger\b|\bneither (to )?(the )?(recipient|addressee|consignee|customer)\b/,
  /\bni (au|par le) destinataire\b|\bni al destinatario\b|\bnem ao destinatario\b|\bne al destinatario ne al mittente\b/,
  ...IN_OTHER_SCRIPTS.gone,
];

/** Somebody else has it, or the scan is a mistake. */
export const BY_MISTAKE: readonly RegExp[] = [
  /\bto (the |a )?wrong (recipient|addressee|consignee|person|customer|house)\b|\ban (den |einen )?falschen empfanger\b|\baan (de |een )?verkeerde (ontvanger|persoon)\b/,
  /\bdelivered ((your|the|this|an?) (item|parcel|package|shipment) )?to (the |an? )?(wrong|incorrect)\b|\bmisdelivered\b(?![^.;]*\b(correct|right|intended) (recipient|customer|address)\b)|\bdelivered in error\b|\bdelivery (scan )?(was |has been )?(error|voided|reversed)\b/,
  /\b(scan|scanned|checkpoint|status|recorded|entered|delivered) (\w+ ){0,2}(in error|by mistake|erroneously)\b/,
  /\b(incorrectly|erroneously|mistakenly) (scanned|recorded|reported|marked)\b(?!.*\bavailable for pick-?up\b)/,
  /\bmis-?scan(ned)?\b|\bfehlscan\w*\b|\berreur de scan\b|\berrore di scansione\b/,
  /\bverkeerd\w* (adres|bezorgd|geleverd)\b|\bfalsche[nr]? (adresse|empfanger|hausnummer)\b|\birrtumlich\b|\bfehlzustellung\b/,
];

/** An earlier report, perhaps of a delivery, was wrong. */
export const RETRACTIONS: readonly RegExp[] = [
  /\bmis-?delivered (package|parcel|shipment|item) (is |was |has been )?(picked up|collected|recovered|retrieved)\b/,
  /\b(incorrectly|erroneously|mistakenly) (scanned|recorded|reported|marked) as (picked up|collected|delivered)\b/,
  /\b(previous|last) (status|scan|information) (was |has been )(cancell?ed|corrected|reversed)\b/,
  /\babholung beim falschen empfanger\b|\bletzte status\b[^.;]*\b(storniert|korrigiert)\b/,
  /\bdesconsiderar a informacao anterior\b/,
  // Swiss Post
  /\b(cancell?(ation|ed)|reversed|voided|corrected)\b[^.;]*\bmis-?scan(ned)?\b/,
  /\b(storn\w+|annull?i?er\w+)\b[^.;]*\bfehlscan\w*|\bannul\w+\b[^.;]*\b(erreur de scan|errore di scansione)\b/,
  /\bteslim iptal edildi\b/,
  /\bfreight brought back\b/,
];

/**
 * Only after a delivery: it was not the right address, and the parcel goes on to another one; or the
 * delivery is cancelled.
 */
export const FORWARDED: readonly RegExp[] = [
  /^forwarded$/,
  /^delivery (scan|status|event|confirmation) (is |was |has been )?(cancell?ed|reversed|voided|withdrawn)$/,
];

/** The way back was a mistake, or is cancelled. */
export const RETURN_RETRACTIONS: readonly RegExp[] = [
  /\bruckversand\b[^.;]*\bstorniert\b/,
  /\breturn( to sender)?( request)?( (is|was|has been))? cancell?ed\b/,
  /\biade iptal edildi\b/,
];

/** Somebody asked for the way back; it has not begun. */
export const RETURN_REQUESTS: readonly RegExp[] = [
  /^return(ing)? (\w+ )?to (the )?(sender|shipper) requested$/,
];

/** A request is cancelled; the words do not say which. */
export const REQUEST_RETRACTIONS: readonly RegExp[] = [
  /^(request|delivery (option|change)( request)?) cancell?ed$/,
];
