/**
 * Phrases about a parcel that the customer, or somebody for them, has. Sources and matching:
 * ../correct-by-words.ts.
 */

/** The customer, or somebody for them, has it. */
export const HANDED_OVER: readonly RegExp[] = [
  /\b(deposited|left|placed) at the (agreed|desired|preferred|designated) drop[- ]?off (point|location)\b/,
  /(?<!\bbe )(?<!\bnot )(?<!\bnot (been|yet) )\b(picked[- ]up|collected|claimed|retrieved|signed for) (by|from|at|in)\b(?! (the |our |an? )?((delivery|shipping|local) )?(carrier|courier(?! (of|for)\b)|driver|sender|shipper|consignor|haulier|postnl|canada post|australia post|royal mail|dpd|evri|hermes)\b(?! (point|pick\w*|parcel\w*|shop|locker|outlet|paket\w*)))(?<!signed for by(?= ?:? ?(the |dhl |gls |dpd |ups )*(service ?point|parcel ?shop|access point|pick[- ]?up ?point)$))|\b(individual|customer|recipient|consignee|addressee) (has )?(self[- ])?(picked up|collected|signed)\b|\bhanded out\b|^delivered\W+(picked up|collected)\b/,
  /^(the |your )?(package|parcel|item|shipment) (was |has been )?(removed|taken) from (the |a |your )?(\w+ )?locker$/,
  // The name of an event: the customer's own pickup, at a place.
  /^(?!.*\b(available|ready|requir\w+|requested)\b)(delivered\W+)?(customer|recipient|consignee|addressee) (pick[- ]?up|collection) (at|from|in)\b/,
  /\bdelivered\b[^.;]* and (then )?(was )?(collected|picked up|retrieved)\b(?! (by|from) (the |our |a )?(carrier|courier|driver|sender|shipper)\b)/,
  /(?<!\b(requested|chosen|selected|preferred|nominated|specified|arranged|sent|e-?mailed|texted|code|pin|message|notification|(re)?directed|forwarded|rerouted|diverted|transferred|expedited|dispatched|despatched|shipped|rescheduled|postponed|changed|(its|the) way|en route|transit|(in|for) delivery) )\b(to|with|by) (the |your |an? )?(recipient|consignee|addressee|customer|individual|resident|household|receiver|neighbou?r)\b(?!'?s? (agent|broker|service|request|pick[- ]?up|collection))/,
  /\bagent (named|nominated|appointed|authori[sz]ed|designated|chosen|(of|for) (the|your) (recipient|consignee|addressee|customer|receiver|resident|household))\b/,
  // USPS's agent at the address. Its carrier's agents are `an agent for final delivery`.
  /^your item (was|has been) delivered to an agent\b(?! for\b)/,
  /\b(partenaire( de livraison)?|agent|mandataire|representant) du destinataire\b/,
  /\b(your|authori[sz]ed|recipient.?s|customer.?s|consignee.?s|addressee.?s) (agent|representative)\b/,
  /(?<!\b(near|close|closest|nearest|next) )\b(at|to) (your|the recipient.?s|the delivery|the customer.?s) (address|home|building|residence|door|house)\b/,
  /\bdelivered at the receiver.?s (location|premises)\b/,
  /\bover the counter\b|\b(concierge|reception|front desk|mail ?room|porch|front door|mailbox|mail box|letterbox|letter box|safe ?place|doorman|porter|(in|at) (the |your |a )?garage|leasing office|security guard)\b/,
  // Lockers and boxes that belong to a customer, in the words of USPS and PostNL.
  /\b(personal|own|private) parcel (locker|box)\b|\bpakketkluis\b/,
  /^delivered\W+(in\/at |to |in )?(an? |the |your )?parcel locker$/,
  /^((the |your )?(item|parcel|package) (was |has been )?)?delivered\W+(to |in |at )?(an? |the |your )?(po|post office) box$/,
  /^item \w+ (was|has been) delivered to (a |the |your )?po box\b/,
  /^your item (was|has been) delivered (and is available )?(in|at|to) (an? |the |your )*(po box|parcel locker)\b/,
  /\b(abgeholt|entnommen)\b(?! werden)|\bdem empfanger\b(?![^.;]*\b(benachrichtig|mitgeteilt|informiert|zugesandt|gesendet))|\bempfanger(in)? (\w+ ){0,3}(ubergeben|zugestellt)|\bnachbar(n|in|s|schaft)?\b|\bhauspoststelle\b|\bhausbewohner\w*|\bersatzempfanger\w*|\babholung\b[^.;]*\bdurch (den )?empfanger(in)?\b(?! (moglich|erwartet|ausstehend))|\bbriefkasten\b|\bablageort\b|\b(postfach|paketbox|paketkasten) (des|der|vom) empfanger/,
  /\b(af|op)gehaald\b(?! worden)|(?<!\b(gekozen|gewenst|aangevraagd|opgegeven) )\b(aan|door|bij) (de )?ontvanger\b|\bburen\b|\bbuur(man|vrouw)?\b|\bbrievenbus\b/,
  /\bretiree?s? (par|en|au|a)\b|\b(a ete|a) (retire|recupere)(e|s|es)?\b|\brecupere(e|s|es)? (par|en|au|a|dans|chez)\b|(?<!\b(choisi|demande|souhaite|selectionne|avis|envoye|adresse)e?s? )\b(au|a (son|votre)|par (le|son)|chez le) destinataire\b(?! absent)|\b(une?|votre|son|le|la|au|chez|des) voisin\w*|\bgardien\w*|\bboites? (aux lettres|(postales? )?communautaires?)\b/,
  /(?<!\bpuntos? de )\brecogid[oa] (por|en|de)\b|(?<!\b(elegid[oa]|solicitad[oa]|seleccionad[oa]|indicad[oa]|avv?iso|notificad?[oa]|enviado|inviat[oa]) )\b(al|por el) (destinatari[oa]|cliente)\b|\bvecin[oa]\b|\bretirad[oa] por\b|\bbuzon\b/,
  /\bdestinatario ha ritirato\b|\b(e stat[oa] |stat[oa] )?ritirat[oa] (da|dal|presso|in)\b|(?<!\b(avviso|notifica|comunicazione|inviat[oa]) )\bal destinatario\b|\b(al|dal|ad? una?|presso (il|un)) vicin[oa]\b(?! a\b)|\bvicin[oa] di casa\b|\bportiere\b/,
  /\blevantad[oa] (por|em|na|no)\b|(?<!\b(escolhid[oa]|solicitad[oa]|indicad[oa]|aviso|enviado) )\b(ao|pelo) destinatari[oa]\b|\bvizinh[oa]\b/,
  /\bodebran\w+ (przez|z|w)\b|\bwydan\w+ (odbiorc|adresat|klien)\w*|\bodbiorc\w+ (odebral|podpis)\w*|\bdo rak odbiorcy\b|\bsasiad\w*/,
  /\b(kunden|mottagaren|modtageren|mottakeren) har (af)?(hamtat|hentet)\b|\b(har|er) (af)?hente?t\b|\b(?:ut)?(hamtad|hamtat|hamtats|afhentet|hentet|utlevererad) (av|af|hos|pa|i|fra|fran)\b|\b(utlamnad|utlamnats|lamnats ut|udleveret|utlevert)\b(?! til)\b|\btill? (mottagar\w+|modtager\w*|mottaker\w*)\b|\bnabo\w*|\bgranne\w*/,
  // Czech, Slovak, Hungarian, Slovenian, Croatian, Romanian, Lithuanian, Latvian, Estonian
  /\bvyzvednut\w* (prijemcem|adresatem|zakaznikem)\b|\b(prijemce|zakaznik)\w* (si )?(\w+ )?(vyzvedl|prevzal)\w*\b/,
  /\b(prevzat|vyzdvihnut)\w* (prijemcom|adresatom|zakaznikom|prijemcem)\b|\bsoused\w*|\bsused\w*/,
  /\bdo (domovni|dodavaci) schran\w*/,
  /\b\w*(automata|pont)(bol|rol)\b|\bkezbesitve (postaponton|postahelyen)\b/,
  /\bszomszed(nak|nal|hoz)\b|\b(cimzett|vevo) (\w+ )?atvette\b|\bvecinul\w*|\bsosed\w*/,
  /\batsiimt[ao]s?\b|\batsieme\b|\bsanem(is|usi)\b|\bvalja voetud\b|\bkaimyn\w*|\bkaimin\w*|\bnaabri\w*|\bpreuze(o|la|t|ta)\b|\bridicat de\b/,
  // Turkish, Japanese, Chinese
  /\b\w+t[ae]n teslim alindi\b/,
  /窓口てお渡し/,
  /签收人|本人签收|已被?(领取|取出|取走)/,
];

/** The recipient has it: whole sentences, clear enough beside a code for movement or a wait. */
export const TAKEN_BY_RECIPIENT: readonly RegExp[] = [
  /^(the |your |this )?(shipment|parcel|package|item) (was|has been) (collected|picked up) by (the |its )?(customer|recipient|consignee|addressee)( (at|from|in) [^.;]*)?\W*$/,
  /^picked up (at|from) (the )?(parcel )?locker by (the )?(customer|recipient|consignee|addressee)\W*$/,
  /^(the |your )?(shipment item|shipment|parcel|package|item) (was|has been) delivered (to|at) (the |your )?((recipient|customer|addressee).?s )?(mailbox|letterbox|(front )?door)\W*$/,
  /^(die |ihre )?(sendung|ihr paket|das paket) wurde (vom|durch den) empfanger (\w+ ){0,4}abgeholt\W*$/,
  /^(le |votre )?(colis|envoi) a ete (retire|recupere|collecte) par (le |son )?(destinataire|client)\W*$/,
  /^paketet har levererats hem till dig\W*$/,
  /^(collected|picked up) by (the )?(customer|recipient|consignee|addressee)\W*$/,
  /^(the )?(customer|recipient|consignee|addressee) has (collected|picked up) (the|their) (parcel|package|shipment|item)\b/,
  /^abholung (im|in der|am|aus der|aus dem) [^.;]*\bdurch (den )?empfanger(in)?\W*$/,
  /^(der )?empfanger(in)? hat (?![^.;]*\bnicht\b)(die|das|ihre?|seine?) (sendung|paket|packchen) [^.;]*\b(abgeholt|entnommen)\W*$/,
  /^zustellung (an|in) (den )?brief[-/ ]*(paket)?kasten\b/,
  /^(op|af)gehaald door (de )?(ontvanger|klant)\W*$/,
  /^(colis )?(retire|recupere)e? par (le |son )?(destinataire|client)\W*$/,
  /^(envio |paquete )?recogid[oa] por (el )?(cliente|destinatario)\W*$/,
];

/** The parcel, not a notice, was left with a neighbour or at the address of an absent recipient. */
export const LEFT_AT_ADDRESS: readonly RegExp[] = [
  /\b(delivered|given|handed)\b[^.;]*\b(neighbou?r|safe ?place|porch|front door|concierge|reception|front desk|mail ?room|mailbox|letterbox)\b/,
  /(?<!not )\b(signed|accepted)( for)? by (?!(the )?(sender|shipper)\b)/,
  /^(?!.*\b(notice|card|slip|note|tag|message|sticker|calling)\b).*\bleft\b[^.;]*\b(neighbou?r|safe ?place|porch|garage|(front|back|rear|side) door|at (the |your )?door(step)?|concierge|reception|front desk|mail ?room|mailbox|letterbox)\b/,
  /^(?!.*\b(benachrichtig\w*|karte|bericht|kaart\w*)\b).*(\b(nachbar\w*|ablageort|hausbewohner\w*|briefkasten)\b[^.;]*\b(abgegeben|zugestellt|ubergeben|ausgehandigt|hinterlegt|abgelegt|eingeworfen)\b|\b(abgegeben|zugestellt|ubergeben)\b[^.;]*\b(nachbar\w*|ablageort|hausbewohner\w*)\b)/,
  /^(?!.*\b(bericht|kaart\w*)\b).*(\b(bezorgd|afgeleverd|afgegeven|geleverd)\b[^.;]*\b(buren|buur\w*|brievenbus)\b|\b(buren|buur\w*)\b[^.;]*\b(bezorgd|afgeleverd|afgegeven)\b)/,
  /^(?!.*\bavis\w*\b).*\b(remis|livre|depose|laisse)\w*\b[^.;]*\b(voisin\w*|gardien\w*|concierge|boite aux lettres)\b/,
  /^(?!.*\bavv?iso\b).*(\b(entregad|dejad)[oa]\b[^.;]*\b(vecin[oa]|conserje|porter[oa]|buzon)\b|\bconsegnat[oa]\b[^.;]*\b(vicin[oa]|portiere|portineria)\b|\bentregue\b[^.;]*\b(vizinh[oa]|porteiro)\b)/,
  /^(?!.*\b(awizo|avi\w*)\b).*(\b(doreczon\w*|dostarczon\w*|wydan\w*)\b[^.;]*\bsasiad\w*|\b(levere\w+|afleveret|lamna\w+)\b[^.;]*\b(granne\w*|nabo\w*)\b)/,
];

/** An earlier attempt failed, and yet the customer has it. */
export const DELIVERED_YET: readonly RegExp[] = [
  /\bnach (\w+ ){0,3}zustellversuch\w* (\w+ )?(zugestellt|ausgeliefert)\b/,
  /(?<!\b(no|not|non|without|failed) (\w+ )?)\bdelivery after (the |an? )?(\d(st|nd|rd)|first|second|third) (delivery )?attempt\b/,
  /\band (it |your \w+ )?(was|were|has been) (then )?delivered on\b|\bdelivered (after|following) (an? |the )?(\w+ )?(failed|missed|unsuccessful) (delivery|attempt)\b/,
  /\b(?<!\bnot )left (your|the) (item|parcel|package) (in|with) (your|the) (safe ?place|neighbou?r)\b/,
];

/** A message to the customer: nothing happens to the parcel. */
export const MESSAGES: readonly RegExp[] = [
  /^(the |an? )?(reminder )?(e-?mail|sms|text( message)?)( (notification|reminder|message))? (was |has been )?sent( failed)?( to (the |your )?(customer|recipient|consignee|addressee|receiver))?\W*$/,
  /^(die |eine )?(e-?mail|sms)( benachrichtigung| erinnerung)? (wurde )?(an den empfanger )?(gesendet|versendet|verschickt)\W*$/,
];

/** The papers of a delivery, which come after it: nothing happens to the parcel. */
export const PAPERS: readonly RegExp[] = [
  /^(the |your )?(signature|proof of delivery|pod|delivery (photo|image))( image| card| record)? (is |was |has been )?(now )?(recorded|available|received|captured|uploaded|added|processed)\b/,
  /^(unterschrift|zustellnachweis|ablieferbeleg|ablieferungsnachweis) (\w+ ){0,2}(erfasst|verfugbar|gespeichert|erhalten)\b/,
  /^handtekening (voor|van) [^.;]*\bontvangen\b|^(handtekening|afleverbewijs) (\w+ )?(ontvangen|beschikbaar)\b/,
  /^(signature|preuve de (livraison|distribution)) (\w+ )?(enregistree|disponible|recue)\b/,
  /^(firma|prueba de entrega) (\w+ )?(registrada|disponible|recibida)\b|^(firma|prova di consegna) (\w+ )?(registrata|disponibile|ricevuta)\b/,
];
