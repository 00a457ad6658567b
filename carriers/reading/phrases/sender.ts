/**
 * Phrases about the sender: it has the parcel back, or the parcel is on its way there. Sources
 * and matching: ../correct-by-words.ts.
 */

import { IN_OTHER_SCRIPTS } from './other-scripts.ts';

/** It has left for its sender and has not arrived. */
export const UNDER_WAY_BACK: readonly RegExp[] = [
  /\b(en ?route|on (its|the) way|in transit) (back )?to (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer)\b/,
  /\b(will|shall) (now )?be (returned|sent back) to (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer)\b|^return processed by (the )?hub\b/,
  /\ben route (a|vers) (l.? ?|son )?expediteur\b|\bauf dem (ruck)?weg (zum|zuruck zum) (absender|versender)\b/,
];

/** The sender has it back. */
export const ARRIVED_AT_SENDER: readonly RegExp[] = [
  // English
  /\b(deliver\w*|returned|handed|given|sent|brought|released|left|received)\b[^.;]*\b(to|with|at) (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer|consignor|return address)(?!'?s? (agent|release|request|instruction|authori[sz]ation|consent|permission))\b/,
  /(?<!\b(order|info|information|data|details) (is |was |has been )?)\b(received|collected|picked[- ]up|claimed|signed( for)?) by (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer|consignor)\b|\bsigned for by ?: ?(the )?(sender|shipper|consignor)\b/,
  /^to (the )?(original )?(sender|shipper)$/,
  /\b(sender|shipper|merchant|seller|retailer|consignor) (has )?(received|accepted)\b[^.;]*\b(return\w*|back)\b/,
  /^(delivered|completed|complete)\W+(to |at )?(the )?(original |return to )?(sender|shipper)\b(?! (release|instruct|request))/,
  /\b(return(ed)?|delivered|delivered back) to (the )?(origin|vendor|supplier|warehouse)\b/,
  /\breturn to (the )?(sender|shipper)\W+(delivered|completed?)\b|\breturn (was |has been |is |shipment |package |parcel |item )?(deliver\w*|complet\w*)\b|\b(rts|rto)\b[^.;]*\b(deliver\w*|complet\w*)|\b(deliver\w*|complet\w*)\b[^.;]*\b(rts|rto)\b/,
  // German
  /\b(an|dem|den|beim)( den| dem)? (ursprunglichen |urspr\. )?(absender|versender|auftraggeber)(in)?\b[^.;]*\b(zugestellt|ausgeliefert|ubergeben|ausgehandigt|zuruckgegeben)\b/,
  /\b(zugestellt|ausgeliefert|ubergeben|ausgehandigt|zuruckgegeben)\b[^.;]*\b(an|dem|beim)( den| dem)? (ursprunglichen )?(absender|versender|auftraggeber)/,
  /\b(rucksendung|retoure|rucklaufer)\b[^.;]*\b(zugestellt|abgeschlossen|ausgeliefert|eingetroffen)\b/,
  /\bbeim (ursprunglichen )?(absender|versender|auftraggeber)\b[^.;]*\b(eingegangen|eingetroffen|angekommen)\b/,
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
  /(?<!\b(sera|esta sendo) )\b(entregue|devolvid[oa])\b[^.;]*\b(ao|a) (remetente|expedidor|vendedor)\b/,
  // Polish, Czech
  /\b(zwrocon\w*|doreczon\w*|dostarczon\w*|wydan\w*|odebran\w*|zwrot)\b[^.;]*\b(?<!\bod )nadawc\w+/,
  /\b(doruce\w+|vracen\w*|dodan\w*|predan\w*)\b[^.;]*\bodesilatel\w*/,
  // Swedish, Danish, Norwegian, Finnish
  /\b(levere\w+|utlamna\w+|overlamna\w+|utlevere\w+|aflevere\w+)\b[^.;]*\btill? (den )?(avsandar\w+|afsender\w*|avsender\w*)\b/,
  /\b(toimitettu|luovutettu|palautettu)\b[^.;]*\blahettaja\w*/,
  /\breturner(t|ad|at|ats|et)\b[^.;]*\btill? (den )?(avsandar\w+|afsender\w*|avsender\w*)\b/,
  // Hungarian, Romanian, Turkish: Magyar Posta, DPD, PTT
  /\bfelado(nak|hoz)? (\w+ )?visszakezbesit\w*|\bvisszakezbesit\w*[^.;]*\bfelado\w*/,
  /\b(livrat|predat)\w*\b[^.;]*\bexpeditor\w*/,
  /\bgonderici(ye|sine)\b[^.;]*\bteslim\b|\biadeten\b[^.;]*\bteslim\b|^iade yapildi$/,
  // Japanese, Chinese, J&T in Brazil: Japan Post, China Post and 17TRACK
  /差出人に返送済/,
  /退回妥投|^包裹已退回$|退回?件(已)?签收|已退回(寄件|发件)人/,
  /\bassinad[oa]\W+devolucao\b/,
  /\b(absender|versender|auftraggeber)(in)? (hat|haben) (die|das|ihre?) (ruck)?(sendung|paket|packchen) (\w+ )?(entgegengenommen|angenommen|(zuruck)?erhalten)\b/,
  /\b(teruggegeven|terugbezorgd)\b[^.;]*\b(aan|bij) (de )?(afzender|verzender|webshop|webwinkel)\b/,
  /\bsigned for by ?:? ?(absender|versender|afzender|mittente|remitente|expediteur|nadawca)\b/,
  /^return (received|processed)\b|^returned$|\brenvoye avec succes a l'expediteur\b/,
  /\bunzustellbar\w*\b[^.;]*\b(absender|versender)\b[^.;]*\bquittiert\b|\b(empfang|erhalt)\b[^.;]*\b(vom|durch den) (absender|versender)\b[^.;]*\b(quittiert|bestatigt)\b/,
  /\breceipt\b[^.;]*\b(acknowledged|confirmed|signed( for)?) by (the )?(sender|shipper)\b/,
  ...IN_OTHER_SCRIPTS.atSender,
];

/** It is on its way back, or somebody has decided to send it back. */
export const GOING_BACK: readonly RegExp[] = [
  /\bzur (zustellung|auslieferung) an (den |seinen |ihren )?(absender|versender)\b|\bvoor bezorging (bij|aan) (de )?afzender\b/,
  /\b(is|are|being|will be|was|has been|have been) (being )?(returned|sent back)\b(?! from (\w+ )?customs\b)(?! (back )?(to|at) (the |our |your |a )?(\w+ ){0,2}(depot|facility|station|hub|branch|cent(er|re)|terminal|office)\b)/,
  /\b(return(ing|ed)?( (the |your |this )?(package|parcel|shipment|item))?|on (its|the) way back|sent back|back) to (the |its )?(original )?(sender|shipper|merchant|seller|retailer|consignor|origin)\b/,
  /\breturn (shipment|parcel|package|item) (is |was |has been )?(sorted|received (in|at))\b|\b(transferred|handed over) to (the )?sender\b|^returned by (the )?pick-?up (location|point)\b/,
  // The UPU's `Item returned from import customs` is a clearance.
  /^(international )?(shipment|parcel|package|item) returned(?! to\b| from (\w+ )?customs\b)|^return, /,
  /\bsigned for by ?:? ?return(s|ed)?$/,
  /^(retour|return) ?[-–:] (?!label\b)|\b(refused|delivered)\b[^.;]* [-–] return$/,
  /^retourzending\b|\bkomt retour\b|^retour, |\bwordt overgedragen aan (de )?afzender\b/,
  /^(es erfolgt eine )?rucksendung(,| aufgrund|\.|$)/,
  /\breturn (is )?(now )?out for delivery\b|\b(prepared|preparing) for (a |the |its )?return\b|\b(back|returned) to the client\b/,
  /\b(shipment|parcel|package|item) returns to (the )?(sender|shipper)\b|\binvio viene rinviato\b/,
  /\breturning (it|this|the \w+|your \w+) to (the |its )?(original )?(sender|shipper|merchant|seller)\b|\bcontraints? de (le|la|les) (renvoyer|retourner)\b/,
  /\breturn to sender\b|\b(rto|rts)\b|\breturn (process|initiated|in transit|in progress|requested by)\b|\bthe return on your item was processed\b/,
  /\b(an|zum|zu dem) (den |dem )?(absender|versender|auftraggeber)\b[^.;]*\b(zuruck\w*|retour\w*|rucksendung)\b/,
  /\b(zuruck\w*|retour\w*|rucksendung|rucktransport|rucklauf\w*)\b[^.;]*\b(an|zum|zu dem) (den |dem )?(absender|versender|auftraggeber)/,
  /\b(wird|werden|wurde|w\.) (\w+ ){0,4}(zuruckgesandt|zuruckgeschickt|zuruckgesendet|retourniert)\b|\brucksendung (an|wurde|eingeleitet)\b/,
  /\b(retour|terug)\b[^.;]*\b(afzender|verzender)\b|\bwordt (terug|ge)?retour(neerd|gestuurd|gezonden)\b|\bretour (gestuurd|gezonden)\b|\bteruggestuurd\b/,
  /\bretour(ne\w*)?\b[^.;]*\b(expediteur|vendeur|enseigne)\b|\ben retour\b(?! (vers |a |au |en )?(l.?|notre |le )?(agence|depot|centre))|\brenvo(i|ye\w*) (a|vers) l.?expediteur\b/,
  /\b(devolucion|devuelt[oa]|devolviendo|retorno|en devolucion)\b[^.;]*\b(al? )?(remitente|origen|expedidor)\b|\ben (proceso de )?devolucion\b|^devolucion del (envio|paquete)\b|\ba disposicion del (remitente|vendedor)\b|\bfinalizad[oa] (el )?plazo (de )?retirada\b/,
  /\b(reso|restituzione|rientro|ritorno|restituit[oa])\b[^.;]*\b(al )?mittente\b|\bin restituzione\b/,
  /\b(devolucao|devolvid[oa]|retorno)\b[^.;]*\b(ao )?(remetente|expedidor)\b|\bem devolucao\b|\bsaiu para entrega ao remetente\b/,
  /\b(zwro\w+|zwrac\w+|odsylan\w+)\b[^.;]*\bnadawc\w+|\bw drodze (powrotnej )?do nadawcy\b/,
  /\b(vraci|vracena|vraceni|zpet|zpetn\w+)\b[^.;]*\bodesilatel\w*/,
  /\b(retur\w*|tillbaka|tilbage|tilbake)\b[^.;]*\b(avsandar\w+|afsender\w*|avsender\w*)\b|\bpalaute\w+ lahettaja\w*/,
  /^(envio |paquete |expedicion )?devuelt[oa]\W*$|\(devuelt[oa]\)/,
  /^retournee?,? (suite a un refus|contre-remboursement refuse)\b|\bdisposition (de l.expediteur|du (vendeur|marchand|commercant)|de l.enseigne)\b/,
  // FedEx gives the way back its own number, and may say nothing more.
  /\breturn tracking number:? \d{8,}\b/,
  /\brecalled by (the )?(sender|shipper)\b|\b(sender|shipper) (has )?recalled\b|\bnational returns cent(re|er)\b|\breturned letter (branch|cent(re|er))\b/,
  // Czech, Slovak, Hungarian, Slovenian, Croatian, Romanian, Lithuanian, Latvian, Estonian
  /\bvissza\w*\b[^.;]*\bfelado\w*|\bfelado\w*[^.;]*\bvissza\w*/,
  /\b(returnat|restituit|retur)\w*\b[^.;]*\bexpeditor\w*/,
  /\bvra[tc]en\w*\b[^.;]*\bodos[ie]+latel\w*/,
  /\b(vracen\w*|vrnjen\w*)\b[^.;]*\bposiljatelj\w*/,
  /\bgrazin\w*\b[^.;]*\bsiuntej\w*|\batgriez\w*\b[^.;]*\b(no)?sutitaj\w*|\btagasta\w*\b[^.;]*\bsaatja\w*/,
  // Turkish, Japanese, Chinese
  /\biade\b(?! iptal)|\bgeri (istendi|alindi)\b/,
  /差出人に返送/,
  /退[件回](途中|中)|退回(寄件|发件)人/,
  // Norwegian, Danish, Swedish, Italian, Portuguese
  /\b(pakken|paketet|sendingen|forsendelsen|forsandelsen) (er|ar|har) (blitt |blevet |blivit )?retur\w*/,
  /\breso preso in carico\b|\bdevolucao (determinada|autorizada|solicitada)\b/,
  /^marked for return\b|^return(ed)? to (nrc|hwdc)\b|\br\.t\.s\b|\w: returned$|^(return|returning|unclaimed|customer recall|deceased|retour)$|\bfor its way back\b/,
  /^(shipper|sender|customer) requested return\b|\bpreparing (the )?(package|parcel) return\b|^return is out for delivery\b|^retour (d.office|en cours)\b|^retourne\w*(,| suite)/,
  ...IN_OTHER_SCRIPTS.goingBack,
];

/** It has left the place where it waited, on its way back: not what will happen, or may happen. */
export const SENT_BACK: readonly RegExp[] = [
  // Nobody collected it.
  /^(?!.*\b(will|would|may|shall|are|going to|by|within|until|before|after)\b).*\bn(ot|ever) (been )?(collected|claimed|picked up)\b[^;]*\b(returned|returning|return(s|ing)? (it )?to|sent back|goes back)\b/,
  /^(?!(wird|wurde)\b)(?!.*\b(falls|wenn|sollte\w*|sofern|bis|solange)\b).*\bnicht (\w+ ){0,3}abgeholt\b[^;]*\b(zuruck\w+|retour\w*|rucksendung)\b/,
  /^(?!.*\b(als|indien|wanneer|tot|voor)\b).*\bniet (op |af)?(op|af)?gehaald\b[^;]*\b(retour|terug\w*)\b|\bgaat (nu )?(retour|terug) (naar )?(de )?(afzender|verzender)\b/,
  /\bcontraints? de (le|la|les|vous le) (renvoyer|retourner)\b/,
  /^devolucion del (envio|paquete)\b|\bfinalizad[oa] (el )?plazo (de )?retirada\b/,
  /\bnon ritirat[oa]\b[^;]*\b(reso|resa|restituit[oa]|rientro|torna) al mittente\b|\bnie(odebran\w*| (zostala? )?odebran\w*)\b[^;]*\b(zwracan\w*|zwrocon\w*|zwrot)\b/,
  /^(?!.*\b(will|would|may|shall|are|going to|by|within|until|before|after)\b).*\b(returned|returning|sent back|return(ing)?) to (the )?(sender|shipper)\b/,
  /\blagerfrist\b[^.;]*\b(uberschritten|abgelaufen|uberschreitung)\b[^.;]*\bzuruck\w*/,
  /\baufbewahrungsdauer\b[^;]*\babgelaufen\b[^;]*\bzuruckge\w*/,
  /^(?!.*\b(bis|nach|sonst|falls|wenn|werden)\b).*\b(an|zum) (den |dem )?(absender|versender)\b[^.;]*\bzuruck(gesandt|geschickt|gesendet)\b/,
  /^(?!.*\b(sera|serait|avant|apres|jusqu\w*)\b).*\b(retourne|renvoye)\w*\b[^.;]*\ba (l'|son )?expediteur\b/,
  /\ben proceso de devolucion\b|^devuelt[oa] al remitente\b/,
];

/** Back from the delivery round; goes out again later. */
export const BACK_AT_DEPOT: readonly RegExp[] = [
  /\b(returned|sent back|brought back|back) (to|at) (the |our |your |a )?(\w+ ){0,2}(depot|facility|station|hub|branch|cent(er|re)|terminal|office)\b/,
  /\b(zuruck (im|ins|in das) (zustell)?depot|zuruck in (der|die) (zustellbasis|niederlassung)|terug (naar|op|in) (het )?depot|retour (naar )?depot)\b/,
  /\bretour\w* (a |au |en )?(l.?)?(agence|depot)\b|\brientr\w+ in (filiale|deposito)\b|\bpowrot do oddzialu\b/,
  /\bback in (the )?(\w+ )?process\b|\bterug in (het )?(\w+[- ])?proces\b/,
  /\bobjeto devolvido aos correios\b|\bsaida (para entrega )?(nao efetuada|cancelada)\b/,
  ...IN_OTHER_SCRIPTS.backAtDepot,
];

/** Notices to the sender, and outdated facts: neither says where the parcel is. */
export const BESIDE_THE_POINT: readonly RegExp[] = [
  /\b(sender|shipper|merchant|seller|retailer) (is |was |has been )?(notified|informed)\b|\b(receipt|signature( card)?|payment) (is |was |has been |to be )?(sent|returned|delivered|e-?mailed|given) to (the )?(sender|shipper|merchant|seller|retailer)\b/g,
  /\b(notif\w+|confirmation|proof( of delivery)?|pod|e-?mail(ed)?|message|update|report)( (of delivery|is|was|has been))* (sent|e-?mailed|forwarded|provided)( by e-?mail)? to (the |its |your )?(original )?(sender|shipper|merchant|seller|retailer|consignor)\b/g,
  /\b(confirmation|avis|preuve|notification)\b[^.;,]*\b(envoye|transmis)\w* (a l.? ?|au )(expediteur|vendeur)\b/g,
  /\b(return|return to sender)( request)?( (is|was|has been))? cancell?ed\b/g,
  // The money of a cash on delivery goes to the sender.
  /\bramburs\w*\b[^.;]*\bexpeditor\w*|\barufizetesi osszeg feladonak\b/g,
  /\bruckversand\b[^.;]*\bstorniert\b/g,
  // Correios: what may happen to an item with a wrong address.
  /\bobjeto sujeito a atraso na entrega ou a devolucao ao remetente\b/g,
  // Neither the recipient nor the sender has it.
  /(?<=\b(weder|neither|ni|nem|ne al)\b[^.;]*)\b(noch|nor|ni|nem|ne al)\b[^.;]*\b(absender|versender|sender|shipper|expediteur|remitente|mittente|remetente)\b[^.;]*/g,
  // The card says where the parcel waits.
  /\b(indicated|named|shown|mentioned|stated) on (the|your) card( (that was )?left[^.;]*)?/g,
];

/** Only a delivery completes a return: `returned to sender` often means that it has just begun. */
export const HANDED_BACK =
  /\b(delivered|zugestellt|ausgeliefert|eingegangen|ubergeben|ausgehandigt|bezorgd|afgeleverd|livre|remis|entregad[oa]|consegnat[oa]|entregue|doreczon\w*|dorucen\w*|levere[rt]\w*|visszakezbesit\w*|livrat\w*|teslim)\b|済|签收|妥投|вручен|παραδοθηκε|완료/;
export const NOT_YET =
  /\b(being|will be|to be|cannot|not|wird|werden|nicht|wordt|worden|niet|sera|pas|sara|non|no|nao|nie)\b/;
