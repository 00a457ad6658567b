/**
 * Words of movement and words of delivery: a sentence that only reports movement is no delivery.
 * Sources and matching: ../correct-by-words.ts.
 */

import { IN_OTHER_SCRIPTS } from './other-scripts.ts';

/** The parcel moves, or a depot works on it. Such words may also accompany a delivery. */
export const MOVED: readonly RegExp[] = [
  /\b(in|under) transit\b|\ben ?route\b|\bmoving (through|within)\b|\bin (\w+ )?possession\b|\bwe('ve| have) (got it|your (parcel|package|item))\b|\bon (its|the) way\b|\bunder way\b|\btransported\b|\b(in|under|for|awaiting) transport(ation)?\b|\btransport(ation)? (to|from|delay\w*|in progress)\b/,
  /\b(arriv(ed|al|es|ing)|depart(ed|ure|s|ing)?|(has |have )?(left|reached) (the |our )?(\w+ ){0,2}(facility|depot|hub|centre|center|station|terminal|warehouse|country|origin|location))\b/,
  /\b(re-?)?(forward|direct|route|rout|dispatch|despatch|transfer|transferr|tranship|tender|divert|manifest|relabel|label|inject|sort|scann?|process|clear|bagg?|consolidat|export|import)(ed|ing)\b|\bshipped\b|\b(un)?load(ed|ing)\b(?! (dock|bay|ramp|zone|area))/,
  /\b(received|accepted|processed|scanned|handled|checked in) (at|into|in|by) (the |our |an? |local |destination |origin )*(\w+ ){0,3}(facility|transit point|country|depot|hub|centre|center|station|terminal|warehouse|branch|network|carrier|courier|sort\w*|partner)\b/,
  /\b(at|in|to|from) (the |our |your |an? |customer'?s'? |local |next |final |destination |origin )*(\w+ )?(facility|depot|hub|sort\w*|distribution|terminal|warehouse|(dispatch|parcel) cent(er|re)|delivery (base|station|centre|center|office|depot))\b/,
  /\bnot (yet )?due for delivery\b|\btransit to\b|\bhanded over by (the )?(sender|shipper)\b|\bpick-?up from (the )?(customer\/)?(shipper|sender)\b|\bprise en charge\b|\bin ontvangst genomen\b/,
  /\b(has|have|may) delay(ed)? (the )?delivery\b|\b(delivery|package)( \w+){0,3} (will|may) be delayed\b|\b(resulted in|has caused|is causing) a delay\b|\battempting to (correct|obtain|update|determine|verify|contact|locate)\b/,
  /\breached (the )?((parcel|sort\w*|delivery|destination) )?(cent(er|re)|depot|facility|destination|country)\b|\b(destination|country) reached\b|\bleaving (the )?(uk|country|facility|depot|hub)\b|\bin (the )?(?!your )(\w+ )?possession\b(?! of (the |your )?(recipient|customer|consignee|addressee))/,
  /\bdelivery address (is |was |has been )?changed\b|^change (completed for|of) delivery address\b|^change delivery for\b/,
  /\bdelivery (option|preference|instruction)s? (is |was |has been |have been )?(saved|received|recorded|changed)\b/,
  /\b(redeliver\w*|rescheduled|reattempt\w*|next (business|working|bus) day)\b|\bcustoms\b(?! house)|\bclearance\b|\bdelay(ed|s)?\b/,
  /\b(collected|picked up|collection) (by|from) (the |our )?((delivery|shipping|local) )?(carrier|courier|driver|sender|shipper|haulier|partner)\b|\bhanded (over )?to (the )?(gls|dpd|dhl|ups|usps|fedex|evri|hermes|postnl)\b(?! (access|point|parcel|shop|locker|service|store))|\b(dhl|ups|usps|fedex|dpd|gls|evri) (has )?picked up\b|\breceived (item |shipment )?(by \w+ )?from (the )?(sender|shipper|consignor)\b/,
  /\b(received|accepted|collected|picked up) by (the )?(dhl|ups|usps|fedex|dpd|gls|evri|postnl|hermes|royal mail|australia post|canada post)\b(?! (point|pick\w*|parcel\w*|shop|locker|outlet|access|service|store))/,
  /\b(angekommen|eingegangen|eingetroffen|verlassen|weitergeleitet|umgeleitet|sortiert|bearbeitet|verladen|unterwegs|transportiert|ubernommen|abgefertigt|umverfugt)\b|\bim (paket|zustell|start|ziel|verteil|logistik)\w*(zentrum|depot|basis|station)\b|\b(beim|vom|der|dem|den|zum|durch) (zoll|transport|weitertransport)\b|\bzoll(abfertigung|amt|behorde)\b|\bverzollung\b|\bverzoger(t|ung)\b/,
  /\bwird (\w+ ){0,8}(gesandt|gesendet|weitergeleitet|nachgesandt|nachgesendet|umgeleitet)\b|\b(ankunft|eingang|ausgang|abgang) (im|in|aus|vom)\b|\bwunsch\w+ (wurden|wurde) (ubermittelt|gespeichert)\b/,
  /\b(onderweg|gesorteerd|doorgestuurd|doorgezonden|verzonden|vertrokken|aangekomen|verwerkt|ingeladen|vertraagd|vertraging)\b|\bin (het |ons )?(sorteer|distributie)\w*\b/,
  /\b(en transit|en cours (d'acheminement|de transport|de traitement)|achemine\w*|expedie\w*|reexpedie\w*|reachemine\w*|trie\w*|arrive\w*|parti\w*|transfere\w*|reroute\w*|retarde\w*|tri effectue|en attente|pris en charge|douane)\b/,
  /\b(en (transito|camino|reparto|ruta)|clasificad[oa]|enviad[oa]|reenviad[oa]|salid[oa]|llegad[oa]|recepcionad[oa]|redirigid[oa]|aduana|alta en (la )?unidad de reparto)\b/,
  /\b(in (transito|viaggio|lavorazione)|partit[oa]|arrivat[oa]|spedit[oa]|smistat[oa]|inoltrat[oa]|instradat[oa]|dogana|svincolo)\b/,
  /\b(em (transito|transporte|viagem)|recebido (n[ao]|em|no brasil)|encaminhad[oa]|expedid[oa]|reencaminhad[oa]|chegou|alfandega)\b/,
  /\b(w (drodze|tranzycie|transporcie)|przekazan\w*|nadan\w*|przyjet\w*|przekierowan\w*|wyslan\w*|sortown\w*|dotarl\w* do|opozni\w+)\b/,
  /\b(na ceste|v preprave|prevzat\w* (na depu|k preprave)|odeslan\w*|presmerovan\w*|roztriden\w*|depo|depu)\b/,
  /\b(under transport\w*|pa vej|ankommet|ankommit|afsendt|avsand\w*|videresendt|vidarebefordr\w*|sortere\w*|terminal(en)?)\b/,
  ...IN_OTHER_SCRIPTS.moved,
];

/** Something stands in the way, and nothing says that it was delivered all the same. */
export const HINDERED: readonly RegExp[] = [
  /\b(information|documents?|paperwork|data|label|postcode|postal code) (is |are |was |were )?(missing|incomplete|required|needed|insufficient|illegible)\b|\bmissing (documents?|paperwork|information|label|data|postal code)\b/,
  /\blacks? (the |an? )?(\w+ ){0,3}label\b|\bexceeds?\b[^.;]*\b(limit|size|weight|dimensions)\b|\b(commodity|commodities|contents|goods) (is |are )?(restricted|prohibited)\b|\b(restricted|prohibited) (commodity|commodities|contents|goods)\b/,
  /^damaged, |\bunder investigation\b|\bnot on (the )?van\b|\bno access to\b|\bunable to (gain )?access\b|\bheld by (the )?(delivery )?(carrier|courier)\b|\bseized by\b|\b(adresse|informations) complementaires\b|\bin corso (delle |le )?verifiche\b/,
  /\bawaiting (\w+ )?approval\b|\bverifying (the )?(recipient|customer|receiver|consignee|addressee)?('s)? ?address\b|\berforderlichen daten\b[^.;]*\bnicht vor\b/,
];

/** It is on its way to a place that keeps parcels, and has not arrived there. */
export const HEADED_FOR_PLACE: readonly RegExp[] = [
  /\bwird (\w+ ){0,3}(in|zu) (die|den|der|eine|einen|einer|ihre) [^.;]*\b(gebracht|transportiert)\b/,
  /\b(re-?directing|re-?routing|diverting|forwarding|moving|(on (its|the) way|en route|in transit|out for delivery)|being (sent|redirected|rerouted|forwarded|transferred|taken|delivered)) to\b[^.;]*\b(access[- ]point|service[- ]?point|parcel ?shop|(parcel )?locker|pick[- ]?up|post office|collection point|retail location|fedex (onsite|office|location)|ups store)\b/,
  /\bauf dem weg (zum?|zur|in den|in die)\b[^.;]*\b(packstation|paket[- ]?shop|filiale)\b|\bonderweg naar\b[^.;]*\b(punt|parcelshop|servicepunt|automaat)\b/,
  /\ben route vers\b[^.;]*\b(relais|point|consigne|bureau)\b|\ben camino a\b[^.;]*\b(punto|oficina|taquilla)\b|\bw drodze do\b[^.;]*\b(punktu|paczkomatu|automatu)\b/,
  ...IN_OTHER_SCRIPTS.headedForPlace,
];

/** The carrier came to the sender for nothing: it does not have the parcel yet. */
export const COLLECTION_FAILED: readonly RegExp[] = [
  /^collection attempt\b[^.;]*\bfailed\b|\bcould not be collected from (your|the) (seller|sender|shipper)\b/,
  /\b(we|ups|usps|dhl|fedex|dpd|gls|the driver|our driver|the courier) (have |has |were |was )?(attempted|tried|unable) to (pick ?-?up|collect) (the|your|a|this) (parcel|package|item|shipment)\b/,
  /^pick-?up (attempt )?(failed|(was )?(unsuccessful|not successful))\W*$|^pick-?up not possible no goods\b/,
  /\b(sender|shipper|consignor) (is |was )?(not (at home|available|present|in)|unavailable|absent)\b/,
  /\b(absender|versender)(in)? (\w+ ){0,2}nicht (\w+ )?angetroffen\b|\bnicht (beim|bei dem) (absender|versender) abgeholt\b/,
  /\babholung (beim|bei dem) (kunden|absender|versender) (\w+ )?(nicht erfolgreich|nicht moglich|fehlgeschlagen|erfolglos)\b/,
  /\bn'a pas pu etre (recupere|collecte|enleve)e?\b[^.;]*\bboite a(ux)? lettres\b|\bexpediteur (\w+ )?absent\b/,
  /\bafzender (\w+ )?niet (\w+ )?(thuis|aanwezig)\b|\bniet (\w+ )?ophalen bij (de )?afzender\b/,
  /\bremitente ausente\b|\bmittente assente\b|\bnadawc\w+ nieobecn\w+/,
];

/** The carrier only knows that the parcel will come, or has just printed its label. */
export const ANNOUNCED: readonly RegExp[] = [
  /\belectronic ((shipment|shipping|shipper) )?information\b|\bpre-?shipment info\w*|\bcreated a label\b|\bnotified to \w+ electronically\b|\bprovided by the sender for collection\b|\bdata (was|were|has been) entered\b|\b(shipment|shipping|order|billing|package) (information|data|details) (has been |have been |was |were |is )?(sent|received|transmitted|entered)\b/,
  /^pick-?up ordered for\b|\b(shipping )?label (has been |was |is )?(created|printed)\b|\b(awaiting|expecting) (the |your )?(item|parcel|package|shipment)\b|\bnot (yet )?(been )?handed over to\b/,
  ...COLLECTION_FAILED,
  /\b(auftrags|sendungs|versand|paket)daten (\w+ ){0,2}(ubermittelt|ubertragen|erhalten)\b/,
  /\b(sendung|paket) (\w+ ){0,3}(elektronisch )?angekundigt\b|\b(zending|pakket) (\w+ ){0,3}aangekondigd\b/,
];

/** The carrier still waits for it: the sender has it. */
export const WITH_SENDER: readonly RegExp[] = [
  /\bn'a pas encore ete (remis|confie|depose|pris)\w*\b[^.;]*\b(par|chez) l.?(expediteur|vendeur)\b|\bva etre (remis|confie)\w* a la poste\b/,
  /\b(not|n't) (yet )?(been )?(handed (over|in)|given|tendered|dropped off|received|shipped)( yet)?\b[^.;]*\b(by|from) (the |your )?(sender|shipper|seller|merchant)\b/,
  /\b(sender|shipper|seller|merchant) has(n't| not) (yet )?(handed|given|tendered|dropped|shipped)\b/,
  /\bnoch nicht\b[^.;]*\b(vom|durch den) (absender|versender)\b[^.;]*\b(ubergeben|eingeliefert)\b|\b(vom|durch den|der) (absender|versender)\b[^.;]*\bnoch nicht\b[^.;]*\b(ubergeben|eingeliefert)\b/,
  /\bnog niet\b[^.;]*\b(door|van) (de )?(afzender|verzender)\b|\b(aun|todavia) no\b[^.;]*\b(por el|del) (remitente|vendedor)\b|\bnon\b[^.;]*\bancora\b[^.;]*\bdal mittente\b|\bainda nao\b[^.;]*\bpelo (remetente|vendedor)\b/,
];

/** Names of scans, shorter than a sentence. */
export const SCANS: readonly RegExp[] = [
  /^(arrival|departure|hub|origin|destination|import|export|container|warehouse|transit|line ?haul|processing) scan$/,
  /^sort(ing)?( and processing|\/processing)? complete$|^(vessel|flight) (departed|arrived)$|^running late$/,
];

/** It reached somebody. That it was the customer is for the other phrases to say. */
export const SAYS_DELIVERED: readonly RegExp[] = [
  /\b(?<!\b(be|being|for|yet|until|un) )delivered\b|^final delivery of\b|\bdelivery (is |was |has been )?(confirmed|complete[d]?|made|recorded|successful|done|accepted|signed)\b|\bsuccessful(ly)? (deliver\w*|completed)\b|\bunloaded at (the )?(consignee|customer|recipient|receiver)\b|\bleft (at|in|on|with|inside)\b(?! (the |our |an? )?(\w+ )?(facility|depot|hub|station|terminal)\b)|\bproof of delivery\b|\bpod\b|\bsign(ed|ature)\b(?! (is |was )?(required|requested|needed))|\bhanded (over )?to (you|him|her)\b/,
  /\b(received|accepted) by (?!(the |our |an? )?(\w+ ){0,3}(carrier|courier|depot|facility|hub|network|warehouse|station|terminal|partner|post\w*|dhl|ups|usps|fedex|dpd|gls|evri|postnl)\b)/,
  /\b(zugestellt|ausgeliefert|angeliefert|geliefert|ausgehandigt|ausgefolgt|zustellung (erfolgt|erfolgreich)|erfolgreiche zustellung)\b|\b(bezorgd|afgeleverd|geleverd|afgegeven|uitgereikt)\b/,
  /\b(livree?s?|remise?s?|distribuee?s?|livraison (effectuee|realisee|reussie))\b|\b(entregad[oa]s?|entregues?|entrega (realizada|efectuada|efetuada))\b|\b(consegnat[oae]|recapitat[oa]|consegna (effettuata|avvenuta))\b/,
  /\b(doreczon\w*|dostarczon\w*|dorucen\w*|doruci\w*|vydan\w* (prijemci|zakaznikovi)|isporucen\w*|dostavljen\w*|vrucen\w*|urucen\w*|livrat\w*|predat destinatarului|kezbesit\w*|atadva|pristatyt\w*|iteikt\w*|piegadat\w*|toimetatud|toimitettu|luovutettu)\b/,
  /\b(levere[rt]\w*|utlevere\w*|udlevere\w*|aflevere\w*|lamnats|utlamna\w*|overlevert)\b|\bteslim edil\w*\b|\bda giao\b|\bterkirim\b/,
  ...IN_OTHER_SCRIPTS.saysDelivered,
];

/** Its sender handed it to the carrier, or to a shop that works for the carrier. */
export const HANDED_IN: readonly RegExp[] = [
  /\b(handed|dropped off|deposited|posted)\b[^.;]* by (the )?(sender|shipper|consignor|merchant)\b/,
  /\b(collected|picked up|retrieved|taken) (from|at|in) [^.;]* by (the |a |an |our )?(\w+ )?(driver|courier|carrier)\b(?! (of|for)\b)/,
  /\bwartet auf (die )?(ubernahme|abholung) durch (gls|dpd|dhl|hermes|ups|den (zusteller|fahrer|kurier))\b/,
  /\b(durch|vom) (den )?(versender|absender)\b[^.;]*\b(ubergeben|eingeliefert|abgegeben|aufgegeben)\b/,
  /\bdoor (de )?(afzender|verzender)\b[^.;]*\b(afgegeven|ingeleverd|aangeboden)\b|\b(afgegeven|ingeleverd|aangeboden)\b[^.;]*\bdoor (de )?(afzender|verzender)\b/,
  /\b(depose|remis|confie)\w* par l.?expediteur\b|\b(depositad|entregad)[oa] por el remitente\b/,
  /\b(consegnat|depositat|affidat)[oa] dal mittente\b|\bnadan\w* przez nadawc\w*/,
];
