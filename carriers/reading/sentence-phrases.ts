/**
 * Phrases in carriers' sentences that say more than a coarse code: handed to the sender, going
 * back, waiting for collection, only a part, with another carrier, not delivered at all.
 *
 * Sources: the sentences of the public tracking pages, help pages and API documentation of UPS,
 * USPS, FedEx, DHL, Deutsche Post, Hermes, GLS, DPD, PostNL, bpost, Royal Mail, Evri, La Poste,
 * Chronopost, Mondial Relay, Correos, SEUR, Poste Italiane, BRT, CTT, InPost, Poczta Polska,
 * PostNord, Bring, Posti, Canada Post and Australia Post. Compared with `foldSentence`: no case,
 * accents or markup.
 */

import {
  EASTERN_GOING_BACK,
  EASTERN_HANDED_OVER,
  EASTERN_PICKUP_PLACES,
} from './eastern-phrases.ts';

/** The sender has it back. */
export const ARRIVED_AT_SENDER: readonly RegExp[] = [
  // English
  /\b(deliver\w*|returned|handed|given|sent|brought|released|left|received)\b[^.;]*\b(to|with|at) (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer|consignor|return address)(?!'?s? (agent|release|request|instruction|authori[sz]ation|consent|permission))\b/,
  /(?<!\b(order|info|information|data|details) (is |was |has been )?)\b(received|collected|picked[- ]up|claimed|signed( for)?) by (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer|consignor)\b|\bsigned for by ?: ?(the )?(sender|shipper|consignor)\b/,
  /^to (the )?(original )?(sender|shipper)$/,
  /\b(sender|shipper|merchant|seller|retailer|consignor) (has )?(received|accepted)\b[^.;]*\b(return\w*|back)\b/,
  /^(delivered|completed|complete)\W+(to |at )?(the )?(original |return to )?(sender|shipper)\b(?! (release|instruct|request))/,
  /\b(return(ed)?|delivered|delivered back) to (the )?(origin|vendor|supplier|warehouse)\b/,
  /\breturn (was |has been |is |shipment )?(deliver\w*|complet\w*)\b|\b(rts|rto)\b[^.;]*\b(deliver\w*|complet\w*)|\b(deliver\w*|complet\w*)\b[^.;]*\b(rts|rto)\b/,
  // German
  /\b(an|dem|den|beim)( den| dem)? (ursprunglichen |urspr\. )?(absender|versender|auftraggeber)(in)?\b[^.;]*\b(zugestellt|ausgeliefert|ubergeben|ausgehandigt|zuruckgegeben)\b/,
  /\b(zugestellt|ausgeliefert|ubergeben|ausgehandigt|zuruckgegeben)\b[^.;]*\b(an|dem|beim)( den| dem)? (ursprunglichen )?(absender|versender|auftraggeber)/,
  /\b(rucksendung|retoure|rucklaufer)\b[^.;]*\b(zugestellt|abgeschlossen|ausgeliefert|eingetroffen)\b/,
  // Dutch
  /\bretour(zending|pakket)?\b[^.;]*\b(bezorgd|afgeleverd)\b/,
  /\b(bezorgd|afgeleverd|overhandigd|afgegeven|uitgereikt|geleverd|geretourneerd|teruggebracht)\b[^.;]*\b(aan|bij) (de )?(oorspronkelijke )?(afzender|verzender|webshop|webwinkel)\b/,
  /\b(aan|bij) (de )?(oorspronkelijke )?(afzender|verzender|webshop|webwinkel)\b[^.;]*\b(bezorgd|afgeleverd|overhandigd|afgegeven|uitgereikt|geleverd)\b/,
  // French
  /\b(livre\w*|remis\w*|distribue\w*|restitue\w*|rendu\w*|retourne\w*)\b[^.;]*\b(a|au|chez) (son |le |l.? ?)?(expediteur|vendeur|enseigne)\b/,
  /\b(restitue\w*|rendu\w*|retourne\w*)\b[^.;]*\b(a|au|chez) (son |le )?(commercant|marchand)\b/,
  // Spanish, Italian, Portuguese
  /\b(entregad[oa]|devuelt[oa]|restituid[oa])\b[^.;]*\bal? (su )?(remitente|expedidor|vendedor|comercio|origen)\b/,
  /\b(consegnat[oa]|restituit[oa]|reso|resa|riconsegnat[oa])\b[^.;]*\b(al|a) (mittente|venditore)\b/,
  /\b(entregue|devolvid[oa])\b[^.;]*\b(ao|a) (remetente|expedidor|vendedor)\b/,
  // Polish, Czech
  /\b(zwrocon\w*|doreczon\w*|dostarczon\w*|wydan\w*|odebran\w*|zwrot)\b[^.;]*\b(?<!\bod )nadawc\w+/,
  /\b(doruce\w+|vracen\w*|dodan\w*|predan\w*)\b[^.;]*\bodesilatel\w*/,
  // Swedish, Danish, Norwegian, Finnish
  /\b(levere\w+|utlamna\w+|overlamna\w+|utlevere\w+|aflevere\w+)\b[^.;]*\btill? (den )?(avsandar\w+|afsender\w*|avsender\w*)\b/,
  /\b(toimitettu|luovutettu|palautettu)\b[^.;]*\blahettaja\w*/,
  /\b(absender|versender|auftraggeber)(in)? (hat|haben) (die|das|ihre?) (ruck)?(sendung|paket|packchen) (\w+ )?(entgegengenommen|angenommen|(zuruck)?erhalten)\b/,
  /\b(teruggegeven|terugbezorgd)\b[^.;]*\b(aan|bij) (de )?(afzender|verzender|webshop|webwinkel)\b/,
  /\bsigned for by ?:? ?(absender|versender|afzender|mittente|remitente|expediteur|nadawca)\b/,
];

/** It is on its way back, or somebody has decided to send it back. */
export const GOING_BACK: readonly RegExp[] = [
  /\b(is|are|being|will be|was|has been|have been) (being )?(returned|sent back)\b(?! (back )?(to|at) (the |our |your |a )?(\w+ ){0,2}(depot|facility|station|hub|branch|cent(er|re)|terminal|office)\b)/,
  /\b(return(ing|ed)?( (the |your |this )?(package|parcel|shipment|item))?|on (its|the) way back|sent back|back) to (the |its )?(original )?(sender|shipper|merchant|seller|retailer|consignor|origin)\b/,
  /\breturn to sender\b|\b(rto|rts)\b|\breturn (process|initiated|in transit|in progress|requested by)\b/,
  /\b(an|zum|zu dem) (den |dem )?(absender|versender|auftraggeber)\b[^.;]*\b(zuruck\w*|retour\w*|rucksendung)\b/,
  /\b(zuruck\w*|retour\w*|rucksendung|rucktransport|rucklauf\w*)\b[^.;]*\b(an|zum|zu dem) (den |dem )?(absender|versender|auftraggeber)/,
  /\b(wird|werden|wurde) (\w+ ){0,4}(zuruckgesandt|zuruckgeschickt|zuruckgesendet|retourniert)\b|\brucksendung (an|wurde|eingeleitet)\b/,
  /\b(retour|terug)\b[^.;]*\b(afzender|verzender)\b|\bwordt (terug|ge)?retour(neerd|gestuurd|gezonden)\b|\bteruggestuurd\b/,
  /\bretour(ne\w*)?\b[^.;]*\b(expediteur|vendeur|enseigne)\b|\ben retour\b(?! (vers |a |au |en )?(l.?|notre |le )?(agence|depot|centre))|\brenvo(i|ye\w*) (a|vers) l.?expediteur\b/,
  /\b(devolucion|devuelt[oa]|devolviendo|retorno|en devolucion)\b[^.;]*\b(al? )?(remitente|origen|expedidor)\b|\ben (proceso de )?devolucion\b/,
  /\b(reso|restituzione|rientro|ritorno|restituit[oa])\b[^.;]*\b(al )?mittente\b|\bin restituzione\b/,
  /\b(devolucao|devolvid[oa]|retorno)\b[^.;]*\b(ao )?(remetente|expedidor)\b|\bem devolucao\b/,
  /\b(zwro\w+|zwrac\w+|odsylan\w+)\b[^.;]*\bnadawc\w+|\bw drodze (powrotnej )?do nadawcy\b/,
  /\b(vraci|vracena|vraceni|zpet)\b[^.;]*\bodesilatel\w*/,
  /\b(retur\w*|tillbaka|tilbage|tilbake)\b[^.;]*\b(avsandar\w+|afsender\w*|avsender\w*)\b|\bpalaute\w+ lahettaja\w*/,
  /\brecalled by (the )?(sender|shipper)\b|\b(sender|shipper) (has )?recalled\b|\bnational returns cent(re|er)\b/,
  ...EASTERN_GOING_BACK,
];

/** Back from the delivery round; goes out again later. */
export const BACK_AT_DEPOT: readonly RegExp[] = [
  /\b(returned|sent back|brought back|back) (to|at) (the |our |your |a )?(\w+ ){0,2}(depot|facility|station|hub|branch|cent(er|re)|terminal|office)\b/,
  /\b(zuruck (im|ins|in das) (zustell)?depot|zuruck in (der|die) (zustellbasis|niederlassung)|terug (naar|op|in) (het )?depot|retour (naar )?depot)\b/,
  /\bretour\w* (a |au |en )?(l.?)?(agence|depot)\b|\brientr\w+ in (filiale|deposito)\b/,
];

/** Some of several pieces. */
export const ONLY_A_PART: readonly RegExp[] = [
  /\bpartial(ly)?\b(?! (address|name|signature|postcode|zip))|\bdelivered,? in part\b|\bpart(s)? of (the|your|this) (shipment|order|consignment|delivery)\b|\b(pieces?|parcels?|packages?) (still )?(missing|outstanding|to follow)\b/,
  /\bdelivered (\d+) (of|out of) (?!\1\b)\d+\b|\b(balance|remainder) of (the |your )?(shipment|order)\b|\bdelivered short\b|\bshort delivery\b/,
  /\b(\d+) ?(of|out of|\/) ?(?!\1\b)\d+ (pieces?|parcels?|packages?|items?|cartons?|pallets?|colis)\b/,
  /\b(\d+) ?(von|van|de|sur|di|z|av|af) ?(?!\1\b)\d+ (packstuck|paket|sendung|pakket|colis|colli|kolli|bulto|pieza|paqu|pacc|pacz|pakk)\w*/,
  /\b(teilweise|teilzustellung|teillieferung|teilmenge)\b/,
  /\b(gedeeltelijk\w*|deels|deelzending|deellevering)\b/,
  /\b(partiel(le)?(ment)?|en partie)\b/,
  /\b(parcial(mente)?|entrega parcial|parziale|parzialmente)\b/,
  /\bczesciow\w+|\bcastecn\w+|\b(delvis|delleverans|delleverance|delleveranse)\b/,
  /\b\d+ (pieces?|parcels?|packages?|items?|cartons?) (short|missing|outstanding)\b/,
  /\b(\d+) (von|van|van de|di|de|z|ze) (?!\1\b)\d+ (paket\w*|packstuck\w*|sendung\w*|pakket\w*|colli|colis|bultos|pacz\w+)\b/,
  /\b(\d+) colis sur (?!\1\b)\d+\b/,
];

/** Another carrier, or another business in the trade, has it. */
export const WITH_ANOTHER_CARRIER: readonly RegExp[] = [
  /\bfor (final|onward|further|last[- ]mile|local) (delivery|transport|transit|carriage)\b/,
  /\bto (the |a |an |your )?(\w+'s )?(local |delivery |postal |import |customs |interline |third[- ]party |freight )*(broker|forwarder|interline)\w*\b/,
  /\b(delivered|handed( over)?|presented|transferred|submitted) to (the )?customs\b/,
  /\btendered to\b|\bhanded over to (the )?(airline|linehaul)\b/,
  /\bto (the |an? )?((destination|overseas|foreign|local|receiving) ){0,2}postal (operator|authority|administration)\b/,
  /\bto (the )?(consignee|recipient|receiver|importer)'?s (customs |import )?broker\b/,
  /\b(dem|an den|beim) zoll\b|\b(aan|bij) (de )?douane\b|\b(a la|aux) (douanes?|compagnie aerienne)\b/,
  /\ban (den |einen |unseren )?((auslandischen|lokalen|ortlichen) )?(zustelldienst|paketdienst|postdienst)\b/,
  /\bovergedragen aan (bpost|dhl|dpd|gls|ups|fedex|deutsche post|la poste|royal mail)\b/,
];

/** Like WITH_ANOTHER_CARRIER, but the words could also mean a recipient. */
export const PERHAPS_ANOTHER_CARRIER: readonly RegExp[] = [
  /\b(delivered|handed|handed over|given|released|transferred|turned over|passed) (on )?to (the |a |an |our |its )?((local|delivery|destination|postal|partner|final|overseas|linehaul|export|import|military|returns|third[- ]party|last[- ]mile|regional|national|another|fedex|ups|usps|dhl|purolator) ){0,2}(agent|consolidator|carrier|courier|partner|contractor|subcontractor|postal service|post|usps|canada post|royal mail|airline|depot|hub|terminal|facility)s?\b/,
  /\ban (den |die |einen |unseren )?(zustellpartner|partner|spediteur|frachtfuhrer|agenten)\b/,
  /\baan (de |een |onze )?(partner|vervoerder|agent|koerier)\b/,
  /\ba(u| un| notre| l.?) ?(transporteur|partenaire|agent|prestataire|sous-traitant|confrere)\b/,
  /\bal? (agente|transportista|corresponsal|corriere|corrispondente|vettore|partner)\b|\bao (agente|transportador|parceiro)\b/,
  /\b(przewoznikowi|partnerowi|kurierowi)\b/,
];

/** The customer did not want it. */
export const REFUSED: readonly RegExp[] = [
  /(?<!\bsignature (is |was |has been )?)\brefused by\b|\b(recipient|customer|receiver|consignee|addressee) (has )?(refused|rejected)\b(?! (to (sign|provide|give)\b|(a |the )?signature))|\bdelivery (was |has been )?refused\b|\brefused delivery\b|^(shipment |package |parcel |item )?refused\b(?! (to sign|signature))/,
  /\bannahme (\w+ ){0,3}verweigert\b|\bverweiger\w+ (\w+ ){0,2}annahme\b|\bannahmeverweigerung\b|\b(zending|pakket|ontvanger)\b[^.;]*\bgeweigerd\b/,
  /\brefuse\w* par\b|\b(colis|envoi) refuse\w*\b|\b(rechazad[oa]|rehusad[oa]) por\b|^(envio )?(rechazad|rehusad)[oa]\b|\brifiutat[oa] dal?\b|\b(spedizione|collo) rifiutat[oa]\b|\brecusad[oa] pel[oa]\b|\bodmowa przyjecia\b/,
  /\b(recipient|customer|receiver|consignee|addressee) (has )?declined\b(?! (to (sign|provide|give)\b|(a |the )?signature))/,
  /\bacceptance (was |has been )?(refused|declined)\b|(?<!\bneighbou?r )\b(refused|declined) (acceptance|to accept)\b/,
  /\bannahme (\w+ ){0,4}(abgelehnt|verweigert)\b|\bgeweigerd door\b/,
];

/** Nobody will get it any more. */
export const GONE: readonly RegExp[] = [
  /\b(package|parcel|item|shipment|consignment|goods) (is |was |has been |are |were |reported )*(lost|destroyed|disposed of|discarded)\b/,
  /\b(sendung|paket) (\w+ ){0,3}(verloren|vernichtet)\b|\b(zending|pakket) (\w+ ){0,2}(vermist|vernietigd)\b/,
  /\b(colis|envoi) (\w+ ){0,2}(perdu|detruit)\w*\b|\b(extraviad|destruid|smarrit|distrutt)[oa]\b/,
  /\b(zoekgeraakt|kwijtgeraakt)\b/,
];

/** Somebody else has it, or the scan is a mistake. */
export const BY_MISTAKE: readonly RegExp[] = [
  /\bdelivered to (the |an? )?(wrong|incorrect)\b|\bmisdelivered\b(?![^.;]*\b(correct|right|intended) (recipient|customer|address)\b)|\bdelivered in error\b|\bdelivery (scan )?error\b/,
  /\b(scan|scanned|checkpoint|status|recorded|entered|delivered) (\w+ ){0,2}(in error|by mistake|erroneously)\b/,
  /\bverkeerd\w* (adres|bezorgd|geleverd)\b|\bfalsche[nr]? (adresse|empfanger|hausnummer)\b|\birrtumlich\b|\bfehlzustellung\b/,
];

/** It has not happened yet. */
export const STILL_TO_COME: readonly RegExp[] = [
  /\bdelivery (is |was |has been )?(re)?scheduled\b|\bdelivery (date|time|moment|window) (is |was |has been )?(changed|updated)\b/,
  /\b(redirected|forwarded)\b[^.;]*\bis (now )?on its way\b|\bwe (now )?expect to deliver\b|\bopnieuw (aangeboden|bezorgd) worden\b|\bwordt (\w+ ){0,2}(opnieuw|nogmaals) (aangeboden|bezorgd)\b/,
];

/** Nobody took it. */
export const NOT_DELIVERED: readonly RegExp[] = [
  /\b(not|never|n't) (yet )?(been |be )?delivered\b|\bundeliver(ed|able)\b|\bnon[- ]?deliver\w*/,
  /\bunable to (be )?deliver|\bfail(ed|ure) (delivery|to deliver)|\bdelivery (has |was )?(failed|unsuccessful|not possible|not made|missed)|\bunsuccessful\b|\bmissed (you|(your )?delivery)\b|\bnot (been )?able to (be )?deliver/,
  /\bdelivery (was |has been )?cancell?ed\b/,
  /\bnicht (\w+ ){0,2}(zugestellt|ausgeliefert)\b|\bzustellversuch\b|\bkonnte (\w+ ){0,3}nicht\b|\bnicht erfolgreich\b|\bunzustellbar\b/,
  /\bniet (\w+ )?(bezorgd|afgeleverd|geleverd|gelukt|bezorgen)\b|\bonbestelbaar\b|\bgemist\b/,
  /\b(non|pas) (pu )?(etre |ete )?(livre|distribue|remis|distribuable)\w*\b|\bechec de (la )?livraison\b|\blivraison (impossible|manquee|infructueuse)\b/,
  /\bno (ha sido |fue )?entregad[oa]\b|\bno (se )?(ha )?(podido|pudo)( ser)? (entregar|entregad[oa])\b|\b(entrega|intento) (fallid[oa]|de entrega)\b/,
  /\bnon (e stat[oa] )?(stat[oa] )?consegnat[oa]\b|\bmancata consegna\b|\btentativo (di consegna|fallito)\b|\btentata consegna\b|\bconsegna (tentata|fallita|non (riuscita|effettuata|possibile|andata))\b/,
  /\bnao (foi )?(entregue|possivel|conseguimos)\b|\btentativa de entrega\b/,
  /\bnie ?(zostal\w* )?(doreczon\w*|dostarczon\w*|odebran\w*)|\bnieudan\w+|\bawizo\w*/,
  /\bnedoruc\w+|\b(ikke|inte|ej) (\w+ )?(levere\w*|utleverert|afleveret)\b/,
  /\btried to deliver\b|\b(not able|unable) to (gain|get) access\b|\b(could not|cannot|couldn't|unable to) (be )?(left|leave)\b/,
  /\bbezorg(ing|poging) (is )?mislukt\b/,
  /\blivraison non (effectuee|realisee|aboutie)\b/,
];

/** The recipient was absent, so a neighbour may have it. */
export const NOBODY_HOME: readonly RegExp[] = [
  /\b((?<!\bdelivered (on|at|after|upon|during) (the |a |our )?(\w+ )?)delivery (was )?attempt(ed)?|attempted delivery|attempt(ed)? to deliver|notice left|card left|left (a )?(notice|card|calling card)|carded|nobody (was )?(at )?home|no one (was )?(at )?home|not (at )?home)\b|\b(business|premises|receiver) (was |is )?closed\b/,
  /\bnicht (\w+ ){0,2}angetroffen\b|\bniet (\w+ )?thuis\b/,
  /\bdestinataire absent\b|\bavis(e| de passage)\b|\bavis laisse\w*\b/,
  /\bausente\b|\bdestinatario assente\b|\bodbiorc\w+ nieobecn\w+/,
  /\b(ikke|inte|ej) (\w+ )?(hemma|hjemme)\b/,
  /\bniemand(en)? (\w+ )?(angetroffen|zuhause|zu hause|anwesend|thuis|aanwezig)\b/,
];

/** The parcel, not a notice, was left with a neighbour or at the address of an absent recipient. */
export const LEFT_AT_ADDRESS: readonly RegExp[] = [
  /\b(delivered|given|handed)\b[^.;]*\b(neighbou?r|safe ?place|porch|front door|concierge|reception|front desk|mail ?room|mailbox|letterbox)\b/,
  /^(?!.*\b(notice|card|slip|note|tag)\b).*\bleft\b[^.;]*\b(neighbou?r|safe ?place|porch|front door|concierge|reception|front desk|mail ?room|mailbox|letterbox)\b/,
  /^(?!.*\b(benachrichtig\w*|karte|bericht|kaart\w*)\b).*(\b(nachbar\w*|ablageort|hausbewohner\w*|briefkasten)\b[^.;]*\b(abgegeben|zugestellt|ubergeben|ausgehandigt|hinterlegt|abgelegt|eingeworfen)\b|\b(abgegeben|zugestellt|ubergeben)\b[^.;]*\b(nachbar\w*|ablageort|hausbewohner\w*)\b)/,
  /^(?!.*\b(bericht|kaart\w*)\b).*(\b(bezorgd|afgeleverd|afgegeven|geleverd)\b[^.;]*\b(buren|buur\w*|brievenbus)\b|\b(buren|buur\w*)\b[^.;]*\b(bezorgd|afgeleverd|afgegeven)\b)/,
  /^(?!.*\bavis\w*\b).*\b(remis|livre|depose|laisse)\w*\b[^.;]*\b(voisin\w*|gardien\w*|concierge|boite aux lettres)\b/,
  /^(?!.*\bavv?iso\b).*(\b(entregad|dejad)[oa]\b[^.;]*\b(vecin[oa]|conserje|porter[oa]|buzon)\b|\bconsegnat[oa]\b[^.;]*\b(vicin[oa]|portiere|portineria)\b|\bentregue\b[^.;]*\b(vizinh[oa]|porteiro)\b)/,
  /^(?!.*\b(awizo|avi\w*)\b).*(\b(doreczon\w*|dostarczon\w*|wydan\w*)\b[^.;]*\bsasiad\w*|\b(levere\w+|afleveret|lamna\w+)\b[^.;]*\b(granne\w*|nabo\w*)\b)/,
];

/** It waits for the customer to collect it. */
export const AWAITING_PICKUP: readonly RegExp[] = [
  // English
  /^(?!.*\b(by (the |our |a )?(carrier|courier|driver|haulier|shipping partner|ups|usps|fedex(?! office)|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|royal mail|australia post|canada post|postnl|bpost)|(carrier|courier|driver|haulier|shipping partner|ups|usps|fedex(?! office)|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|royal mail|australia post|canada post|postnl|bpost) (pick[- ]?up|collection)(?! (point|shop|location|store|station))|(pick[- ]?up|collection) from (the )?(sender|shipper|merchant|seller))\b).*(?<!will be |not yet |not )\b(ready|available|waiting|awaiting|awaits|held|being held|holding|hold|stored) (for|at)?\b[^.;]*\b(pick[- ]?up|picked up|pickup|collection|collect|collected)\b/,
  /(?<!been )(?<!was )\bto be (collected|picked up)\b|(?<!not )\b(can|may|ready to) (now )?be (collected|picked up)\b|\b((you|recipient|customer|addressee) can|ready to|please) (now )?(collect|pick (it |your \w+ )?up)\b/,
  /\b(held|hold|holding|waiting|kept|retained) (for (you|collection|customer) )?(at|in) (the |a |an |your )?(local )?(post office|post|depot|access point|service ?point|customer service|postal outlet|locker|po box)\b/,
  /\bfor (customer )?(pick[- ]?up|collection) (at|from|by)\b(?! (the |our |a )?(carrier|courier|driver|sender|shipper|ups|usps|fedex(?! office)|dhl|dpd|gls|evri)\b)|\bfor (customer )?(pick[- ]?up|collection)$/,
  // German
  /\bzur abholung\b(?![^.;]*\b(gebracht|weitergeleitet|transportiert|befordert)\b)|\babholbereit\b|\b(kann|konnen) (\w+ ){0,4}abgeholt werden\b|\bbereit zum abholen\b|\b(hinterlegt|gelagert) (in|bei)\b|\bliegt\b[^.;]*\b(bereit|filiale|packstation|paketshop)\b/,
  // Dutch
  /\b(ligt|staat) (\w+ ){0,3}klaar\b|\b(af|op) te halen\b|\bkan (\w+ ){0,4}(af|op)gehaald worden\b|\bworden (af|op)gehaald\b|\bklaar om (af|op)gehaald\b/,
  // French
  /\b(a retirer|pouvez (le |la |l')?retirer|en attente de retrait|en attente d.?etre retire\w*|disponible (en|au|a la|dans|chez|pour|a)|mis\w* a (votre |sa )?disposition|vous attend|pret\w* a etre retire\w*|(peut|peuvent|pourra) etre (retire|recupere)\w*|a recuperer|en attente au (comptoir|bureau)\w*)\b/,
  // French of Quebec
  /\b(pret\w*|disponible) (pour |a |au )(le |la |etre )?(ramass\w+|cueill\w+)\b(?! par)|\b(peut etre ramasse\w*|a ramasser)\b/,
  // Spanish
  /\b(disponible|list[oa]|pendiente|a la espera|preparad[oa]|depositad[oa])\b[^.;]*\b(recogida|recoger|recogerl[oa]|recogid[oa]|retirar|retirad[oa]|oficina|punto)\b/,
  // Italian
  /\bin giacenza\b|\b(disponibile|pront[oa])\b[^.;]*\b(ritiro|ritirat[oa]|ritirare)\b|\bin attesa (di|del) ritiro\b/,
  // Portuguese
  /\b(disponivel|pronto|aguarda\w*)\b[^.;]*\b(levantamento|levantar|levantad[oa]|recolha|recolher|retirada)\b/,
  // Polish, Czech
  /\b(gotow\w+|czeka|oczekuje)\b[^.;]*\bodbi\w+\b(?! przez kurier)|\b(do odbioru|umieszczon\w* w|pozostawion\w* w)\b/,
  /\b(pripraven\w*|ulozen\w*)\b[^.;]*\b(vyzvednut\w*|k odberu|na poste)\b/,
  // Swedish, Danish, Norwegian, Finnish
  /\b(redo att hamtas|kan hamtas|att hamta|finns att hamta|klar til (afhentning|henting)|kan (af)?hentes|klar for (henting|utlevering)|noudettavissa)\b/,
  /\b(recipient|consignee|customer|addressee|receiver) (to|must|can|should|has to|needs to) (collect|pick up)\b|\bbring (your|some|photo|a|the) [^.;]*\b(pick|collect)\b/,
  /\bsigned for by ?:? ?((dhl|dpd|gls|ups|hermes) )*(packstation|paketshop|parcel ?shop|service ?point|(parcel )?locker( \w*\d+)?$)(?! (road|street|strasse)\b)/,
  /\b(kun(t|nen)?|kan) (\w+ ){0,4}(af|op)halen\b|\b(zur|fur die) selbstabholung\b|\bque el cliente lo recoja\b/,
];

/**
 * A parcel that is ready, beside a code for delivered. With other codes, it may await pickup at the
 * sender.
 */
export const NOT_COLLECTED: readonly RegExp[] = [
  /\b(not|n't) (yet )?(been )?(collected|picked up)\b|\buncollected\b|\bnot yet (collected|picked up)\b/,
  /\bnicht abgeholt\b|\bniet (af|op)gehaald\b|\b(pas|non) (encore )?(ete )?retire/,
];

/** It waits for the carrier to collect it from the sender. */
export const AWAITING_CARRIER: readonly RegExp[] = [
  /\b(collected|picked up|collection|pick[- ]?up) by (the |our |a )?(carrier|courier|driver|haulier)\b/,
  /\babholung durch\b|\b(bereit|abholbereit) fur (den |einen )?(kurier|fahrer|spediteur|zusteller)\b/,
  /\b(disposition|retrait|enlevement) (du|par|de notre|d.un) (le |un |notre )?(transporteur|livreur|coursier|chauffeur)\b/,
  /\b(door|voor) (de |onze |een )?(koerier|chauffeur|bezorger|vervoerder)\b/,
  /\bpor (el |un |nuestro )?(transportista|mensajero|repartidor|conductor)\b|\bpelo (transportador|estafeta)\b/,
  /\bprzez kurier\w*|\b(da parte del|dal|del) (corriere|vettore)\b|\bav (transportor|chauffor)\w*/,
];

/** A place that keeps parcels for collection. */
export const PICKUP_PLACES: readonly RegExp[] = [
  /\b(to|at|in|into|via|@|im|an|am|beim|bij|op|au|aux|chez|en|presso|al|nel|hos|till|til|w|do) (the |een |het |un |une |a |an |your |our |selected |chosen |alternate |alternative |nearby |nearest |local )*(\w+ ){0,3}(access point|pudo|pick[- ]?up (point|location|shop|store|facility|site|station)|service ?point|parcel ?(shop|lock\w*|point|box)|collect(ion)? (point|shop|store|locker)|locker|post office|postal (outlet|store)|retail (point|location|partner|outlet|store)|ups store|drop[- ]?off (point|location)|relay point|counter|po box|customer cent(er|re)|fedex (onsite|office|location|ship center))\b/,
  /\b(service ?point|parcel ?shop|access point|pick[- ]?up ?point)\b/,
  /\b(packstation|paketshop|(post|partner|nachbar)?filiale|postamt|abholstation|abholstelle|abholort|paketstation|postfach|paketbox)\b/,
  /\b(postnl[- ]?(punt|locatie)|postkantoor|pakketpunt|afhaalpunt|afhaallocatie|service ?punt|pakketautomaat|parcelshop|postbus)\b/,
  /\b(point (relais|retrait|de retrait|pickup|de collecte|relay)|bureau de poste|consigne|comptoir postal|casier|relais (colis|pickup)|boite postale|agence postale|commercant)\b/,
  /\b(punto (de )?(recogida|entrega|conveniencia|pickup|pack)|oficina( de correos| postal)?|citypaq|taquilla|consigna|apartado (postal|de correos))\b/,
  /\b(punto (di )?(ritiro|poste|pick ?up)|ufficio postale|fermo ?(point|posta|deposito)|casella postale|locker)\b/,
  /\b(ponto (pickup|de recolha|de entrega)|estacao de correios|loja ctt|cacifo)\b/,
  /\b(paczkoma\w+|punk\w+ (odbioru|dhl|dpd|pop|pickup|partnerski\w+)|dhl pop|placow\w+|urze\w+ pocztow\w+|automa\w+ paczkow\w+|skrytk\w+)\b/,
  /\b(z-?box|vydejn\w+ mist\w+|posta partner)\b/,
  /\b(ombud|utlamningsstalle|paketautomat|paketbox|pakkeshop|posthus|pakkeboks|postkontor|hentested|utleveringssted|nayttopiste|noutopiste)\b/,
  /\bcollect ?(\+|plus\b)|\bbox 24\/7|\bguichet\b|\bloja (pickup|parceira)\b|\b(noutopiste|pakkeshop|pakkeboks|pakkeautomat)\w*/,
  ...EASTERN_PICKUP_PLACES,
];

/** The customer, or somebody for them, has it. */
export const HANDED_OVER: readonly RegExp[] = [
  /(?<!\bbe )(?<!\bnot )(?<!\bnot (been|yet) )\b(picked[- ]up|collected|claimed|signed for) (by|from|at|in)\b(?<!signed for by(?= ?:? ?(the |dhl |gls |dpd |ups )*(service ?point|parcel ?shop|access point|pick[- ]?up ?point)$))|\b(individual|customer|recipient|consignee|addressee) (has )?(picked up|collected|signed)\b|\bhanded out\b|^delivered\W+(picked up|collected)\b/,
  /(?<!\b(requested|chosen|selected|preferred|nominated|specified|arranged|sent|e-?mailed|texted|code|pin|message|notification) )\b(to|with|by) (the |your |an? )?(recipient|consignee|addressee|customer|individual|resident|household|receiver|neighbou?r)\b(?!'?s? (agent|broker|service|request))/,
  /\bagent (named|nominated|appointed|authori[sz]ed|designated|chosen|of the recipient)\b/,
  /\b(your|authori[sz]ed|recipient.?s|customer.?s|consignee.?s|addressee.?s) (agent|representative)\b/,
  /(?<!\b(near|close|closest|nearest|next) )\b(at|to) (your|the recipient.?s|the delivery|the customer.?s) (address|home|building|residence|door|house)\b/,
  /\b(concierge|reception|front desk|mail ?room|porch|front door|mailbox|mail box|letterbox|letter box|safe ?place|doorman|porter|(in|at) (the |your |a )?garage|leasing office|security guard)\b/,
  // Lockers and boxes that belong to a customer, in the words of USPS and PostNL.
  /\b(personal|own|private) parcel (locker|box)\b|\bpakketkluis\b/,
  /^delivered\W+(in\/at |to |in )?(an? |the |your )?parcel locker$/,
  /^delivered\W+(to |in |at )?po box$/,
  /^your item (was|has been) delivered (and is available )?(in|at|to) (an? |the |your )*(po box|parcel locker)\b/,
  /\b(abgeholt|entnommen)\b(?! werden)|\bdem empfanger\b(?![^.;]*\b(benachrichtig|mitgeteilt|informiert|zugesandt|gesendet))|\bempfanger(in)? (\w+ ){0,3}(ubergeben|zugestellt)|\bnachbar(n|in|s|schaft)?\b|\bhauspoststelle\b|\bhausbewohner\w*|\bersatzempfanger\w*|\bbriefkasten\b|\bablageort\b|\b(postfach|paketbox|paketkasten) (des|der|vom) empfanger/,
  /\b(af|op)gehaald\b(?! worden)|(?<!\b(gekozen|gewenst|aangevraagd|opgegeven) )\b(aan|door|bij) (de )?ontvanger\b|\bburen\b|\bbuur(man|vrouw)?\b|\bbrievenbus\b/,
  /\bretiree?s? (par|en|au|a)\b|\b(a ete|a) (retire|recupere)(e|s|es)?\b|\brecupere(e|s|es)? (par|en|au|a|dans|chez)\b|(?<!\b(choisi|demande|souhaite|selectionne|avis|envoye|adresse)e?s? )\b(au|a (son|votre)|par (le|son)|chez le) destinataire\b(?! absent)|\b(une?|votre|son|le|la|au|chez|des) voisin\w*|\bgardien\w*|\bboites? (aux lettres|(postales? )?communautaires?)\b/,
  /(?<!\bpuntos? de )\brecogid[oa] (por|en|de)\b|(?<!\b(elegid[oa]|solicitad[oa]|seleccionad[oa]|indicad[oa]|avv?iso|notificad?[oa]|enviado|inviat[oa]) )\b(al|por el) (destinatari[oa]|cliente)\b|\bvecin[oa]\b|\bretirad[oa] por\b|\bbuzon\b/,
  /\b(e stat[oa] |stat[oa] )?ritirat[oa] (da|dal|presso|in)\b|(?<!\b(avviso|notifica|comunicazione|inviat[oa]) )\bal destinatario\b|\b(al|dal|ad? una?|presso (il|un)) vicin[oa]\b(?! a\b)|\bvicin[oa] di casa\b|\bportiere\b/,
  /\blevantad[oa] (por|em|na|no)\b|(?<!\b(escolhid[oa]|solicitad[oa]|indicad[oa]|aviso|enviado) )\b(ao|pelo) destinatari[oa]\b|\bvizinh[oa]\b/,
  /\bodebran\w+ (przez|z|w)\b|\bwydan\w+ (odbiorc|adresat|klien)\w*|\bodbiorc\w+ (odebral|podpis)\w*|\bdo rak odbiorcy\b|\bsasiad\w*/,
  /\b(har|er) (af)?hente?t\b|\b(?:ut)?(hamtad|hamtat|hamtats|afhentet|hentet|utlevererad) (av|af|hos|pa|i|fra|fran)\b|\b(utlamnad|utlamnats|lamnats ut|udleveret|utlevert)\b(?! til)\b|\btill? (mottagar\w+|modtager\w*|mottaker\w*)\b|\bnabo\w*|\bgranne\w*/,
  ...EASTERN_HANDED_OVER,
];

/** Notices to the sender, and outdated facts: neither says where the parcel is. */
export const BESIDE_THE_POINT: readonly RegExp[] = [
  /\b(notif\w+|confirmation|proof( of delivery)?|pod|e-?mail(ed)?|message|update|report)( (of delivery|is|was|has been))* (sent|e-?mailed|forwarded|provided)( by e-?mail)? to (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer|consignor)\b/g,
  /\b(confirmation|avis|preuve|notification)\b[^.;,]*\b(envoye|transmis)\w* (a l.? ?|au )(expediteur|vendeur)\b/g,
  /\b(return|return to sender)( request)?( (is|was|has been))? cancell?ed\b/g,
];
