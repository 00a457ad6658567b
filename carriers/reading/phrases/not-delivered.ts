/**
 * Phrases about a delivery that did not take place. Sources and matching: ../correct-by-words.ts.
 */

import { IN_OTHER_SCRIPTS } from './other-scripts.ts';

/** The customer did not want it. */
export const REFUSED: readonly RegExp[] = [
  /(?<!\bsignature (is |was |has been )?)\brefused by\b|\b(recipient|customer|receiver|consignee|addressee) (has )?(refused|rejected)\b(?! (to (sign|provide|give)\b|(a |the )?signature))|\bdelivery (was |has been )?(refused|declined|rejected)\b|\brefused (the |this )?delivery\b|^(shipment |package |parcel |item )?refused\b(?! (to sign|signature))/,
  /\bannahme (\w+ ){0,3}verweigert\b|\bverweiger\w+ (\w+ ){0,2}annahme\b|\bannahmeverweigerung\b|\b(zending|pakket|ontvanger)\b[^.;]*\bgeweigerd\b/,
  /\b(undelivered|not delivered|delivery failed)\b[^.;]*\W(refused|rejected)$/,
  /\brefuse\w* par\b|\b(colis|envoi) refuse\w*\b|\b(rechazad[oa]|rehusad[oa]) por\b|^(envio )?(rechazad|rehusad)[oa]\b|\brifiutat[oa] dal?\b|\b(spedizione|collo) rifiutat[oa]\b|\brecusad[oa] pel[oa]\b|\bodmowa przyjecia\b/,
  /\b(recipient|customer|receiver|consignee|addressee) (has )?declined\b(?! (to (sign|provide|give)\b|(a |the )?signature))/,
  /\bacceptance (of the (shipment|parcel|package|item) )?(was |has been )?(refused|declined)\b|^delivered\W+refused\b|(?<!\bneighbou?r )\b(refused|declined) (acceptance|to accept)\b/,
  /\bsigned for by ?:? ?(the )?(refused|refusal)$/,
  /\bannahme (\w+ ){0,4}(abgelehnt|verweigert)\b|\bgeweigerd door\b/,
  /\batvetelt (\w+ )?megtagadta\b|\bkabul (edilmedi|etmiyor)\b|拒[收签]|\badresat odmitl\b/,
  /\b(rejected|cancell?ed) by (the )?(recipient|customer|receiver|consignee|addressee)\b|\bodmowil\w* przyjecia\b|\b(parcel|package|shipment|item) (was|has been|is) refused\b(?! by)/,
  /\bodmitnut\w* (\w+ )?(prevzet\w*|prijemc\w+|adresat\w*|zasilk\w+|balik\w*)\b|\b(prijemce|adresat|zakaznik) odmitl\w*/,
  /\w(,| -) refused$/,
  /\b(cliente|destinatari[oa]) (se )?recusou(-se)?\b|\b(destinatari[oa]|cliente) (ha )?rifiutato\b|\bodrzucon\w* przez (odbiorc|adresat|klient)\w*/,
  ...IN_OTHER_SCRIPTS.refused,
];

/** The customer's refusal, in words that fit nothing else: customs may refuse a parcel, too. */
export const REFUSED_BY_CUSTOMER: readonly RegExp[] = [
  /\brefused by (the )?(recipient|customer|receiver|consignee|addressee)\b|\b(recipient|customer|receiver|consignee|addressee) (has )?refused (the |this )?(delivery|shipment|package|parcel|item)\b/,
  /\b(recipient|customer|receiver|consignee|addressee) (does|did) not want\b[^.;]*\brefused\b|^(shipment |package |parcel |item )?refused$/,
  /\bcliente recusou(-se)?\b|^tentative de livraison\W+(colis|envoi) refuse\w*/,
];

/** It has not happened yet. */
export const STILL_TO_COME: readonly RegExp[] = [
  /\b(asked|asks) for (a )?(later|new|different) (delivery|date|time|day)\b/,
  /\bdelivery (is |was |has been )?(re)?scheduled\b|\bdelivery (date|time|moment|window) (is |was |has been )?(changed|updated|agreed|arranged)\b/,
  /\b(nowa data|zmiana (godzin|terminu)) doreczenia\b|\bdoreczenie (nastapi|wstrzymane)\b|\bkolejny cykl doreczenia\b|\blivraison prevue\b|\blivraison\b[^.;]*\breportee\b|\bredelivery (is |was |has been )?arranged\b/,
  /\b(requested|(?<!\bheld )for) (a )?future delivery\b|\bfuture delivery requested\b|\bto be re-?delivered\b|\b(delivery|aflevering|bezorging) (is |was |has been |wordt )?(postponed|uitgesteld)\b/,
  /\bwill be kept (at|in)\b[^.;]*\bdelivered at a later (date|time)\b|\b(several|all) related (shipments|parcels|packages)\b[^.;]*\bto be delivered\b|\bwaiting for the (other|remaining|missing) (shipments?|parcels?|packages?|pieces?)\b/,
  /\b(redirected|forwarded)\b[^.;]*\bis (now )?on its way\b|\bwe (now )?expect to deliver\b|\bopnieuw (aangeboden|bezorgd) worden\b|\bwordt (\w+ ){0,2}(opnieuw|nogmaals) (aangeboden|bezorgd)\b/,
];

/** A promise of a delivery. */
export const PROMISED: readonly RegExp[] = [
  /\b(package|parcel|shipment|item|order|consignment|it) (will|is (due|expected|scheduled)( to)?) be delivered\b|\bexpected to be delivered\b/,
  /\b(sera|seront|va etre|vont etre) (bientot |prochainement )?(livre|distribue|presente)\w*\b|\ben attente de (distribution|livraison)\b/,
  /\bsera entreg(ad[oa]|ue)\b|\b(entrega|entregue) prevista\b|\b(entrega|consegna) (devera|avverra)\b|\b(sara|verra) consegnat[oa]\b|\bconsegna prevista\b/,
  /\b(zal|zullen) (\w+ ){0,4}(bezorgd|afgeleverd|geleverd) worden\b|\b(zal|wordt) (vandaag|morgen|binnenkort) (\w+ ){0,8}(bezorgd|afgeleverd)\b/,
  /\bdata de entrega agendada\b|\bentrega do objeto esta condicionada\b|\bsujeita a prazo diferenciado\b/,
  /\bdelivery confirmation (is )?pending\b|\bscheduled for delivery\b|\bdelivery (is |was |has been )?arranged\b|\bbeing delivered\b|\bpreparing for delivery\b|\b(enroute|en route) to delivery\b|\bto deliver in \d/,
  /\bzustellung (der sendung )?erfolgt (voraussichtlich|spatestens|heute|morgen|am)\b|\bgeplant fur (die )?zustellung\b|\bzu einem spateren zeitpunkt\b/,
  /^delivery to [^.;]* scheduled\W*$|^(will be|to be|due to be) delivered\b|^(ready|scheduled|planned|due|preparing) for delivery\b|^delivery (is )?(planned|expected|due|scheduled)\b|^delivery today$/,
  /\bwird ([\w-]+ ){0,8}(zugestellt|ausgeliefert)\W*$|\bwird (zugestellt|ausgeliefert) (an|bei|im|in)\b|^zustellung (ist )?(heute|geplant|vorgesehen|voraussichtlich)\b/,
  /\bwordt ([\w-]+ ){0,8}(bezorgd|afgeleverd|geleverd)\W*$|\bwordt (bezorgd|afgeleverd|geleverd) (aan|bij|in|op)\b|\b(gereed|klaar) voor (bezorging|aflevering)\b/,
  /\blivraison (est )?(prevue|programmee|planifiee)\b|^(colis |envoi )?(a livrer|pret\w* (pour|a) (la )?(livraison|etre livre\w*))\b/,
  /\bwird (\w+ ){0,2}(heute|morgen|demnachst|voraussichtlich|in kurze) (\w+ ){0,6}(zugestellt|ausgeliefert)\b/,
];

/** Damage is the reason why nobody took it. */
export const DAMAGED_AND_KEPT: readonly RegExp[] = [
  /\bdamaged\W+(delivery )?(was )?not (complete[d]?|delivered)\b/,
];

/** Nobody took it. */
export const NOT_DELIVERED: readonly RegExp[] = [
  /\bzustellung\b[^.;]*\b(war |ist )nicht moglich\b|\b(bezorging|aflevering|levering) (was |is )?(niet mogelijk|mislukt)\b/,
  /\b(not|never|n't) (yet )?(been |be )?delivered\b|\bundeliver(ed|able)\b|\bnon[- ]?deliver\w*/,
  /\bunable to (be )?deliver|\bfail(ed|ure) (delivery|to deliver)|\bdelivery (has |was )?(failed|unsuccessful|not possible|not made|missed)|\bunsuccessful\b|\bmissed (your )?delivery\b|(\bnot|n't) (been )?able to (be )?deliver/,
  /\bdelivery (was |has been )?cancell?ed\b|\b(cannot|can not|can't|could not|couldn't) (be )?deliver|\bdelivery (was |could )?not (be )?(completed|possible|attempted)\b/,
  /\bnicht (\w+ ){0,2}(zugestellt|ausgeliefert)\b|\bzustellversuch\b|\bkonnte (\w+ ){0,3}nicht\b|\bnicht erfolgreich\b|\bunzustellbar\b/,
  /\bniet (\w+ )?(bezorgd|afgeleverd|geleverd|gelukt|bezorgen)\b|\bonbestelbaar\b|\bgemist\b/,
  /\b(non|pas) (pu )?(etre |ete )?(livre|distribue|remis|distribuable)\w*\b|\bn'(a|ont) (\w+ )?pu (\w+ )?etre (livre|distribue|remis)\w*|\bechec de (la )?livraison\b|\blivraison (impossible|manquee|infructueuse)\b/,
  /\bno (ha sido |fue )?entregad[oa]\b|\bno (se )?(ha )?(podido|pudo)( ser)? (entregar|entregad[oa])\b|\b(entrega|intento) (fallid[oa]|de entrega)\b/,
  /\bnon (e stat[oa] )?(stat[oa] )?consegnat[oa]\b|\bmancata consegna\b|\btentativo (di consegna|fallito)\b|\btentata consegna\b|\bconsegna (tentata|fallita|non (riuscita|effettuata|possibile|andata))\b/,
  /\bnao (foi )?(entregue|possivel|conseguimos)\b|\bnao pode ser (efetuad|realizad|entreg)\w*|\b(coleta ou )?entrega (\w+ ){0,3}nao (foi )?efetuada\b|\btentativa de entrega\b/,
  /\bnie ?(zostal\w* )?(doreczon\w*|dostarczon\w*|odebran\w*)|\bnieudan\w+|\bawizo\w*/,
  /\bnedoruc\w+|\b(nemohl|nebyl|nepodaril)\w* (\w+ )?doruc\w+|\b(ikke|inte|ej) (\w+ )?(levere\w*|utleverert|afleveret)\b/,
  /\btried to deliver\b|\bnot (yet )?(been )?signed for\b|\b(not able|unable) to (gain|get) access\b|\b(could not|couldn't|cannot|can't|unable to) access (the|your) (\w+ )?(location|address|property|building|area)\b|\b(could not|cannot|couldn't|unable to) (be )?(left|leave)\b/,
  /\baccess code (is )?(required|needed|missing)\b(?! (to|for) (the )?(collect|pick|open|locker))|\bzugangscode (\w+ ){0,2}(erforderlich|benotigt|fehlt)\b|\btoegangscode (\w+ ){0,2}(ontbreekt|nodig|vereist)\b|\bcode d'acces (\w+ )?(requis|manquant|errone|incorrect)\b/,
  /\bbezorg(ing|poging) (is )?mislukt\b|\bno delivery attempt\b/,
  /\bforso[kg]t (ut)?lever(t|et)\b|\bleveringsforso[kg]\b/,
  /\b(nem|sikertelen) kezbesit\w+|\bnelivrat\w*|\bteslim edil(me|eme)di\b|\bbinaya girilemedi\b/,
  /\bmis(s)?ly(ckat|kket)\b|\bbrak mozliwosci doreczenia\b|\bdoruceni (zasilky )?bylo zruseno\b/,
  /\b(we'll|we will) try again\b|\bnew (delivery )?attempt (will |to )?follow\b|\bwe komen nog een keer\b|\bnieuwe (bezorg)?poging volgt\b/,
  /\baddress (is |was )?inaccessible\b|\b(delivery|addressee|recipient) location (is |was )?closed\b/,
  /\bsigned for by ?:? ?(not (at )?home|nobody|no one|no answer|closed)$|\bsigned for by ?:? ?(not in|carded|card left)\b/,
  /\b(recipient )?identification failed\b|\bunable to (get|find) (anyone|anybody|someone|somebody) to (sign|accept|take)\b/,
  /\bzustellung (der sendung )?(war |ist )?nicht moglich\b|\b(alters|identitats)prufung negativ\b|\bempfanger nicht erreicht\b/,
  /\blivraison non (effectuee|realisee|aboutie)\b|\bdelivery exception\b|\bdelivery note not signed\b|\bnon-del\b|\bniepowodzeniem\b|\b(recipient|customer|receiver|consignee|addressee) (was |could )?not (be )?(reached|found|identified)\b|\bunable to (contact|reach) (the )?(recipient|customer|receiver|consignee|addressee)\b/,
  /^((first|second|third|final|delivery) )?attempt(ed)?( made)?$|^(delivery )?attempt - |^(missed|closed( early)?|no money|not (in|ready))\.?$/,
  /\bno (authori[sz]ed (recipient|addressee)|secure location)( is)? available\b|^receptacle (full|blocked)\b|^no access$|\bdid not present (proper |valid )?identification\b|^security code required\b|^hazardous\/unsafe delivery\b/,
  ...IN_OTHER_SCRIPTS.notDelivered,
];

/** The recipient was absent, so a neighbour may have it. */
export const NOBODY_HOME: readonly RegExp[] = [
  // It does not fit the letterbox, or nobody could reach it.
  /\b(does|did|do|would|could) ?(not|n't) fit (in|into|inside|through) (the |your |a )?(mailbox|letter ?box)\b|\btoo (large|big) for (the |your |a )?(mailbox|letter ?box)\b/,
  /\bpasst\w* nicht (in|durch) den briefkasten\b|\bzu gross fur den briefkasten\b|\bpaste? niet (in|door) (de )?brievenbus\b/,
  /\b(bezorger|chauffeur|koerier) kon (\w+ ){0,2}niet\b|\bbrievenbus (is |was )?(te (klein|vol)|niet bereikbaar)\b|\bne (rentre|passe|tient) pas dans (la|votre) boite\b/,
  /\b((?<!\bno )(?<!\bdelivered (on|at|after|upon|during) (the |a |our )?(\w+ )?)delivery (was )?attempt(ed)?(?! in progress)|attempted delivery|attempt(ed)? to deliver|notice left|card left|left (a )?(notice|card|calling card)|carded|nobody (was )?(at )?home|no one (was )?((at )?home|available)|not (at )?home)\b|\b(business|premises|receiver|consignee) (was |is )?closed\b|\b(recipient|customer|receiver|consignee|addressee) (is |was )?(not available|unavailable|absent|not present)\b|\bno answer\b|\bunavailable (recipient|customer|receiver|consignee|addressee)\b/,
  /\bmissed you\b|\b(recipient|customer|receiver|consignee|addressee) (is |was )?not in(?=$|[,.;/])|^note left$|^not in\W*$|^closed( early)?\W*$/,
  /\bnicht (\w+ ){0,2}angetroffen\b|\bniet (\w+ )?thuis\b/,
  /\bdestinataire (absent|indisponible)\b|\bavis(e| de passage)\b|\bavis laisse\w*\b/,
  /\b(prijemce|adresat|zakaznik) (\w+ )?nezastizen\w*/,
  /\bby (a )?notification card\b|\bnie bylo w domu\b|\bkurier nie zastal\b/,
  // Turkish, Japanese
  /\badreste yok\b|\bhaber kagidi birakildi\b/,
  /不在のため持ち?戻|持ち?戻[（(]/,
  /\b(cliente|destinatario) no (esta (en casa )?|se encontraba )?disponible\b|\b(negocio|comercio|empresa|establecimiento|local) cerrad[oa]\b/,
  /(?<!\bdeclaracao aduaneira )\bausente\b|\bdestinatario (dell'invio )?(era )?assente\b|\bodbiorc\w+ nieobecn\w+/,
  /\b(ikke|inte|ej) (\w+ )?(hemma|hjemme)\b/,
  /\bniemand(en)? (\w+ )?(angetroffen|zuhause|zu hause|anwesend|thuis|aanwezig)\b/,
  ...IN_OTHER_SCRIPTS.nobodyHome,
];

/** The carrier keeps it. */
export const IN_STORAGE: readonly RegExp[] = [
  /\bexceeded the (maximum )?storage (period|time)\b|\bstorage period (has |is )?(expired|ended|over|been exceeded)\b|\blagerfrist (\w+ ){0,4}(abgelaufen|uberschritten|erreicht)\b/,
  /\b(wordt|blijft) (\w+ ){0,3}bewaard\b(?!.*\b(punt|locatie|automaat|winkel)\b)/,
  /^(delivery )?(is |now |being |held )?(in storage|on hold)\b|\b(shipment|package|parcel|item|piece) (is )?(now )?(in storage|on hold)\b|^item (retention|retained)\b/,
  /\b(aufbewahrt|zur aufbewahrung)\b|^(the |your )?damaged (shipment|package|parcel|item) held\b/,
  /\b(shipment|package|parcel|item) is being held\b(?!.*\bcustoms\b)|\bwe('re| are) holding (this|the|your) (shipment|package|parcel|item)\b/,
  /\b(aufbewahrung|lagerung) (im|in der|in dem|beim) (\w+ )?(depot|paketzentrum|zustellbasis|lager)\b/,
  /^holding (package|in overgoods)\b|^item held\. |^held for (the )?(consignee|recipient|receiver|customer)$/,
  /^(delivery |shipment )?suspended at (the )?(customer|recipient|consignee)'?s? request\b/,
  /^in opslag\b|\b(zending|pakket) (is |ligt |staat )?in opslag\b|\b(sendung|paket) (wird|ist) (\w+ ){0,3}gelagert\b|\b(in der (zustellbasis|niederlassung)|im ([\w-]+)?(paketzentrum|depot)) (zwischen)?gelagert\b/,
  ...IN_OTHER_SCRIPTS.inStorage,
];

/** The carrier speaks of its own visit, which was in vain. */
export const CAME_IN_VAIN: readonly RegExp[] = [
  /\bwe (came|called|visited|tried|stopped by)\b[^.;]*\b(could not|couldn't|(was|were) unable|nobody|no ?one|(didn't|did not) seem to be any ?(one|body))\b/,
  /\bwir (haben|konnten) (sie|dich) (\w+ ){0,2}nicht (angetroffen|antreffen|erreich\w+)\b|\bwe hebben (je|u) (\w+ )?(gemist|niet thuis)\b/,
  /\bnous sommes passes\b[^.;]*\bn'a(vons|i) (pas )?pu\b|\bhemos pasado\b[^.;]*\bno (hemos podido|pudimos)\b|\bsiamo passati\b[^.;]*\bnon\b/,
];

/** An attempt that the carrier reports as its own act. */
export const ATTEMPT_MADE: readonly RegExp[] = [
  ...CAME_IN_VAIN,
  /\b(we|the post office|usps|ups|fedex|dhl|the driver|our driver) (have |has )?(attempted|tried) (to deliver|delivery)\b/,
  /\b(recipient|customer|receiver|consignee|addressee) was (not available|unavailable) (to sign )?(for (the |this )?delivery|(at the time of|on|during) (the|our) (\w+ ){0,2}(delivery|attempt))\b/,
  /\b(business|company|premises|shop) was closed (at the time of|on|during) (the|our) (\w+ ){0,2}(delivery|attempt)\b/,
  /\bdelivery attempt (could not be completed|was (not successful|unsuccessful))\b|^unable to deliver\W+no signature\b|\bleft (a|an) (\w+ )?(infonotice|door ?tag)\b/,
  /\bwe(('ve| have))? missed you\b/,
  /^delivery attempt\W+action needed$|^animal interference$/,
  /\bdelivery attempted\b.*\bbrought back\b|\bdelivery exception\W+animal interference\b/,
  /\bforso[kg]t (ut)?lever(t|et)\b|\bcolet(ul)? nelivrat\b|\bteslim edilemedi\b/,
  /不在のため持ち?戻|持ち?戻り?[（(]|^持ち?戻り?$|未(能)?妥投/,
  /^hold at yamato \((consignee|recipient|receiver) (not available|absent)/,
  // Purolator, Canada Post and Japan Post: the result follows.
  /^(?!.*\b(refus\w*|delivered|left|neighbou?r)\b)(absence\W+)?attempted delivery *([-–:.,;(]|$)/,
  /^(?!.*\b(refus\w*|livree?s?|voisine?)\b)tentative de livraison *([-–:.,;(]|$)/,
  /^(?!.*\brecusou\b).*\b(a entrega nao pode ser efetuada|tentativa de entrega nao efetuada)\b/,
  /\b(stat[oa] effettuat[oa] un )tentativo di (recapito|consegna)\b/,
  /\b(alters|identitats)\w*prufung\b[^.;]*\bnicht (zugestellt|ausgeliefert)\b/,
];

/** An attempt, by its name alone. Beside another code, it may be one that is planned. */
export const ATTEMPT_NAMED: readonly RegExp[] = [
  /\bzustellversuch\b|\bbezorgpoging\b|\btentative de (livraison|distribution)\b/,
  /\bintento de entrega\b|\btentativ[oa] d[ei] (consegna|entrega)\b|\bproba doreczenia\b/,
  /\blever(ings|ans)?forso[kg]\b|\bsikertelen kezbesites\b/,
];

/** Nobody lives there. */
export const NOT_AT_ADDRESS: readonly RegExp[] = [
  /\b(addressee|recipient|consignee|customer|receiver) (has )?(gone away|moved|unknown|not known)\b|\bcould not find the (addressee|recipient)\b/,
  /^(incorrect|wrong|incomplete|insufficient|bad) (recipient |delivery )?address$|^unable to locate\b/,
  /\b(empfanger (\w+ )?(verzogen|unbekannt)|geadresseerde (\w+ )?(verhuisd|onbekend)|n'habite pas a l'adresse)\b/,
  /\bcliente (desconhecido|mudou-se)\b|\badreste taninmiyor\b|\badresten ayrilmis\b/,
  /^(moved, left no address|forward(ing)? expired|vacant|gone away)$/,
  ...IN_OTHER_SCRIPTS.notAtAddress,
];

/** The carrier waits for a better address. */
export const ADDRESS_NEEDED: readonly RegExp[] = [
  /^address correction (is )?(required|needed)\b|^correction d'adresse (est )?(requise|necessaire)\b/,
  /^item on hold\W+(incorrect|incomplete)\b[^.;]*\baddress\b|^article retenu\W+adresse (incorrecte|incomplete)\b/,
];

/** The address is wrong. */
export const WRONG_ADDRESS: readonly RegExp[] = [
  ...ADDRESS_NEEDED,
  /\badres (\w+ ){0,2}(onvindbaar|onbekend|onjuist|onvolledig)\b/,
  /\b(incorrect|insufficient|incomplete|wrong|bad|invalid) (delivery )?address\b|\baddress (is |was )?(incorrect|incomplete|insufficient|wrong|invalid)\b/,
  /\b(adresse|anschrift) (\w+ ){0,3}(falsch|unvollstandig|fehlerhaft|unbekannt)\b|\b(onjuist|onvolledig|fout)e? adres\b|\bblednie zaadresowan\w*|\b(niepoprawny|niepelny) adres\b|\baddress not found\b|\btrouble (locating|finding) (your|the) (\w+ )?address\b|\bno such number\b|\badresse (\w+ ){0,3}(incorrecte|incomplete|erronee|inconnue)\b/,
  /\badress?fehler\w*|\bfehlerhafte\w* (adress|anschrift|empfangerangabe)\w*/,
  /\bdireccion (\w+ ){0,3}(incorrecta|incompleta|erronea)\b|\bindirizzo (\w+ ){0,3}(errato|incompleto|insufficiente)\b|\bendereco (\w+ ){0,3}(incorreto|incompleto|insuficiente)\b|\badres (hatali|yetersiz)\b/,
];

/** It is damaged. */
export const DAMAGED: readonly RegExp[] = [
  /\b(package|parcel|item|shipment|consignment|merchandise|goods) (is |was |were |has been |have been )?(found )?damaged\b/,
  /\b(sendung|paket) (\w+ ){0,3}beschadigt\b|\b(zending|pakket) (\w+ ){0,3}beschadigd\b|\b(colis|envoi) (\w+ ){0,3}endommage\w*\b/,
  /\b(envio|paquete) (\w+ ){0,2}danad[oa]\b|\b(spedizione|pacco|collo) (\w+ ){0,2}danneggiat[oa]\b|\b(objeto|encomenda) (\w+ ){0,2}(avariad|danificad)[oa]\b/,
  /\bobjeto e\/ou conteudo avariado\b|包裹破损/,
];

/** It waits for money. */
export const PAYMENT_DUE: readonly RegExp[] = [
  /\bavailable upon receipt of payment\b|\bawaiting payment\b/,
  /^package held for taxes\b|\bunable to collect payment\b/,
  /\b(charges?|fees?|dut(y|ies)|tax(es)?) (needs? to|must|has to|have to) be paid\b/,
  /\bfee to pay\b|\bheld for (payment|charges|customs charges)\b|\bpayment (is )?(required|due) before\b|\b(collect|cash) on delivery required\b/,
  /(?<!\bnao )\be necessario o pagamento\b|\baguardando (o )?pagamento\b|\bpagamento pendente\b/,
  /\bpendiente de(l)? pago\b|(?<!\bno )\bes necesario (el pago|pagar)\b/,
  /\bin attesa d(i|el) pagamento\b|\ben attente d(e|u) (paiement|reglement)\b/,
  /\bzahlung (\w+ ){0,3}(ausstehend|erforderlich|steht aus)\b|\bwartet auf (die )?zahlung\b/,
  /\bwacht op (de )?betaling\b|\boczekuje na (platnosc|oplate|oplacenie)\b/,
];

/** Customs has it. */
export const AT_CUSTOMS: readonly RegExp[] = [
  /\b(retained|detained|rejected|refused|seized) by (the )?(\w+ ){0,2}customs\b|^customs reject(ed)?$|\bretenue?s? (en|a la|par la) douane\b/,
  /^(the |your )?((shipment|parcel|package|item) )?(is )?(being )?held (by|at|in) (the )?customs\b|^h(o|e)ld (shipment )?(due to|for) customs\b/,
  /\bimportacao do objeto\b[^.;]*\bnao foi autorizada\b|\bobjeto (apreendido|encaminhado para apreensao)\b/,
  /\bdeclaracao aduaneira ausente\b|\brevisao do tributo\b|海关扣留/,
  ...IN_OTHER_SCRIPTS.atCustoms,
];

/** The sender cancelled the label. A new label continues the parcel. */
export const LABEL_VOID: readonly RegExp[] = [
  /^(the |your )?(parcel|package|shipment|label|tracking number)( (is|was|has been))? void(ed)?\W*$/,
  /\blabel( (is|was|has been))? (void(ed)?|cancell?ed)\b(?!.*\bnew\b)|\b(versandetikett|paketmarke|label)( (ist|wurde))? storniert\b(?!.*\bneu)/,
  /\betiquette (a ete |est )?annulee\b|\betiqueta (ha sido )?anulada\b|\betichetta (e stata )?annullata\b|\b(verzend)?label( is)? geannuleerd\b|\betiqueta (foi )?cancelada\b/,
];

/** Nobody sends it any more. */
export const CANCELLED: readonly RegExp[] = [
  ...LABEL_VOID,
  /^(the |your )?(shipment|parcel|package|item|order) (is |was |has been )?cancell?ed\b/,
  /\b(sender|shipper|customer|recipient) (has )?cancell?ed (the|this|their) (shipment|order|delivery)\b/,
  /^desistencia de postagem pelo remetente\b/,
  ...IN_OTHER_SCRIPTS.cancelled,
];

/** The carrier gives up the delivery. */
export const STOPPED: readonly RegExp[] = [
  /\b(zustellung|auslieferung)\b[^.;]*\b(abgebrochen|nicht (weiter )?(durchgefuhrt|fortgesetzt))\b/,
  /\bdelivery (of the shipment )?will not be continued\b|\bshipment will be stopped\b/,
  /\b(package|parcel|item|shipment|consignment|goods|freight) (is |was |has been |were )?(confiscated|seized)\b/,
  /\bentrega de objeto bloqueada\b|\bsuspensao d[ae] entrega\b|\bretirada\b[^.;]*\bnao autorizada\b/,
  /\bdimensoes do objeto impossibilitam\b/,
];

/** A wish, or a scan that is missing: nothing happened to the parcel. */
export const NO_NEWS: readonly RegExp[] = [
  // A message was delivered, not the parcel.
  /^(nachricht|benachrichtigung|avis(o|ierung)?|e-?mail|sms) (wurde |ist )?(erfolgreich )?(zugestellt|versandt|versendet|gesendet|ubermittelt)\W*$/,
  /^(the )?(message|notification|e-?mail|sms|text( message)?) (is |was |has been )?(successfully )?(delivered|sent)\W*$/,
  /^(bericht|e-?mail|sms) (is )?(bezorgd|afgeleverd|verzonden)\W*$|^(message|notification|e-?mail|sms) (livre|remis|distribue)e?\W*$/,
  /^(mensaje|aviso|e-?mail|sms) entregado\W*$|^(messaggio|avviso|e-?mail|sms) (consegnato|recapitato)\W*$/,
  /^(recipient|customer|receiver|consignee|addressee) contacted( by)? (e-?mail|sms)\b/,
  /\bawaiting delivery scan\b|\bno delivery scan\b|\bgeen afleverscan\b|\bdelivery preference\b/,
  /\bnog geen status bekend\b|\bstatus as yet unknown\b/,
  /\bwunsch\w+\b[^.;]*\bgewahlt\b|\bpreferred ?\w+\b[^.;]*\b(chosen|selected) for\b/,
];

/** A scan of movement that begins the tour. */
export const LOADED_FOR_TOUR: readonly RegExp[] = [
  /^(item |parcel |package |shipment )?loading (in|into) (the )?delivery (vehicle|van)\W*$/,
  /^(item |parcel |package |shipment )?(is )?out for delivery( today)?\W*$/,
  /^(die sendung |das paket |sendung )?(wurde |wird )?in(s| das) zustellfahrzeug (geladen|verladen)\W*$|^verlad(ung)? ins? (das )?zustellfahrzeug\W*$/,
];

/** The driver still has it. */
export const ON_TOUR: readonly RegExp[] = [
  ...LOADED_FOR_TOUR,
  /^(?!.*\bzugestellt\b).*\bin das zustellfahrzeug (geladen|verladen)\b/,
  /\b(is |are )?on (its|the) way to the (recipient|consignee|customer|addressee|receiver)\b/,
  /^((it's|(the |your )?(parcel|shipment|item|package)( is)?) )?(on ?board )?with (the |our )?(deliver(y|ing) )?(driver|courier)\b|^(?!.*\bdelivered\b).*\b(on|in) the delivery vehicle\b|\bdelivery in progress\b|^(shipment |parcel )?(is )?in delivery\b|\bhanded over to (the )?driver\b|^(?!.*\b(left|delivered)\b).*\bfor delivery today\b/,
  /\ben tournee\b|\bmis\w* en (distribution|livraison)\b/,
  /\bdelivery attempt in progress\b|^(item |parcel |package |shipment )?ready for delivery\b|\b(auf|in) (der )?zustell(tour|ung) (gegangen|unterwegs)\b/,
  /^(?!.*\bentregue\b).*\bsaiu para (a )?entrega\b|^(?!.*\bentregad[oa]\b).*\b(en (proceso de entrega|reparto)|salio a reparto)\b/,
  /^(?!.*\bconsegnat[oa]\b).*\bin consegna\b|^(?!.*\blivree?s?\b).*\b(en cours de (livraison|distribution)|sorti\w* (pour|en) (la )?(livraison|distribution))\b/,
  /\b(wydan\w*|przekazan\w*) (\w+ ){0,2}do doreczenia\b|\bw doreczeniu\b|^(zasilka |zasielka )?(se )?(dorucovan[ie]\w*|dorucuje)\b|\b(kezbesites|kiszallitas) alatt\b|^(?!.*\blivrat\w*).*\bin (curs de )?livrare\b/,
  /\b(ute|lastet opp) (for|til) (ut)?(levering|kjoring)\b|\bunder utkjoring\b|\bute for leverans\b|\bdagitima (cikt|cikar)\w*|\bdagiticida\b/,
  /持ち?出し?中|配達中|(正在|安排)(为您)?(派[件送]|投[递遞])|派[件送][中途]/,
  /^(the |your )?((shipment|parcel|package|item) )?(is )?(now )?(out for delivery|on ?board for delivery|with (the )?delivery courier|out with courier for delivery)\b(?!.*\bdelivered\b)/,
  /^the (shipment|parcel|package|item) (has been|was|is) loaded onto the delivery vehicle\b/,
  /^(?!.*\b(wurde|erfolgreich) (\w+ )?(zugestellt|ausgeliefert)\b).*\bim (\w+ )?zustellfahrzeug\b/,
  /^die sendung wurde in das zustellfahrzeug geladen\b|^in auslieferung durch kurier\b/,
  /\bout on a delivery route\b|\bwith (\w+ ){1,3}for delivery( today)?$|\bhanded over for delivery$|^shipment in delivery\b/,
  /\bon (the |a |our )?(\w+ )?vehicle for delivery\b|^vehicle for delivery\b|^with (the |our |your )?(driver|courier)$|^(the |our |your )?(driver|courier) has (the|your) (parcel|package|item|shipment)$/,
  /^(de )?bezorger is onderweg\b|\bgeladen voor (de )?(aflevering|bezorging)\b/,
  /^((das |ihr )?paket |(die |ihre )?sendung )?(ist |befindet sich )?in (der )?zustellung\W*$|^(votre |le )?(colis |envoi )?(est )?en cours de (livraison|distribution)\b/,
  /^(envio |paquete )?en reparto\W*$|^(spedizione |pacco )?in consegna( oggi)?\W*$|^(objeto |encomenda )?(em distribuicao|saiu para entrega)\W*$|\bwydan\w+ (przesylki )?do doreczenia\b/,
  ...IN_OTHER_SCRIPTS.onTour,
];
