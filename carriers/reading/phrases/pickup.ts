/**
 * Phrases about a parcel that waits to be collected. Sources and matching: ../correct-by-
 * words.ts.
 */

import { IN_OTHER_SCRIPTS } from './other-scripts.ts';

/** It waits for the customer to collect it. */
export const AWAITING_PICKUP: readonly RegExp[] = [
  /^(hold|held) at location$|^hold at yamato \(pick-?up at/,
  // The UPU's event of an arrival at a post office or a shop.
  /^(item )?arrival( of item)? at (the )?collection point\b/,
  // French: it has arrived at a shop.
  /\barrive\w* (au|en|dans (le|un|votre)|a votre|chez votre) (\w+ ){0,2}(relais|point (de )?retrait)\b/,
  // English
  /^(?!.*\b(by (the |our |a )?(carrier|courier|driver|haulier|shipping partner|ups|usps|fedex(?! office)|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|royal mail|australia post|canada post|postnl|bpost)|(carrier|courier|driver|haulier|shipping partner|ups|usps|fedex(?! office)|dhl|dpd|gls|tnt|evri|hermes|aramex|startrack|purolator|royal mail|australia post|canada post|postnl|bpost) (pick[- ]?up|collection)(?! (point|shop|location|store|station))|(pick[- ]?up|collection) from (the )?(sender|shipper|merchant|seller))\b).*(?<!will be |not yet |not )\b(ready|available|waiting|awaiting|awaits|held|being held|holding|hold|stored) (for|at)?\b[^.;]*\b(pick[- ]?up|picked up|pickup|collection|collect|collected)\b/,
  /(?<!been )(?<!was )\bto be (collected|picked up)\b|(?<!not )\b(can|may|ready to) (now )?be (collected|picked up)\b|\b((you|recipient|customer|addressee) can|ready to|please) (now )?(collect|pick (it |your \w+ )?up)\b/,
  /\bavailable (at|in) (the |a |your )?(\w+ )?(outlet|branch|service ?point|parcel ?shop|post office)\b/,
  /\b(held|hold|holding|waiting|kept|retained) (for (you|collection|customer) )?(at|in) (the |a |an |your )?(local )?(post office|post|depot|access point|service ?point|customer service|postal outlet|locker|po box)\b/,
  /\bfor (customer )?(pick[- ]?up|collection) (at|from|by)\b(?! (the |our |a )?(carrier|courier|driver|sender|shipper|ups|usps|fedex(?! office)|dhl|dpd|gls|evri)\b)|\bfor (customer )?(pick[- ]?up|collection)$|(?<!\b(be|being|not) )\bdelivered\b[^.;]*\bfor (customer )?(pick[- ]?up|collection)(?=[.;])|\bdelivered to (pick[- ]?up$|will[- ]call\b)/,
  // German
  /\bzur abholung\b(?![^.;]*\b(gebracht|weitergeleitet|transportiert|befordert)\b)|\babholbereit\b|\b(kann|konnen) (\w+ ){0,4}abgeholt werden\b|\bbereit zum abholen\b|\b(hinterlegt|gelagert) (in|bei)\b|\bliegt\b[^.;]*\b(bereit|filiale|packstation|paketshop)\b/,
  // Dutch
  /\b(ligt|staat) (\w+ ){0,3}klaar\b|\b(af|op) te halen\b|\bkan (\w+ ){0,4}(af|op)gehaald worden\b|\bworden (af|op)gehaald\b|\bklaar om (af|op)gehaald\b/,
  // French
  /\b(a retirer|pouvez (le |la |l')?retirer|en attente de retrait|en attente d.?etre retire\w*|disponible (en|au|a la|dans|chez|pour|a)|mis\w* a (votre |sa )?disposition|a (la )?disposition du (destinataire|client)|vous attend|pret\w* a etre retire\w*|(peut|peuvent|pourra) etre (retire|recupere)\w*|a recuperer|en attente au (comptoir|bureau)\w*)\b/,
  // French of Quebec
  /\b(pret\w*|disponible) (pour |a |au )(le |la |etre )?(ramass\w+|cueill\w+)\b(?! par)|\b(peut etre ramasse\w*|a ramasser)\b/,
  // Spanish
  /\b(disponible|list[oa]|pendiente|a la espera|preparad[oa]|depositad[oa])\b[^.;]*\b(recogida|recoger|recogerl[oa]|recogid[oa]|retirar|retirad[oa]|oficina|punto)\b|\ba disposicion del? (su )?(destinatari[oa]|cliente)\b/,
  // Italian
  /\ba disposizione del (destinatario|cliente)\b|\binvito di ritiro\b|\bin giacenza\b|\b(disponibile|pront[oa])\b[^.;]*\b(ritiro|ritirat[oa]|ritirare)\b|\bin attesa (di|del) ritiro\b/,
  // Portuguese
  /\b(disponivel|pronto|aguarda\w*)\b[^.;]*\b(levantamento|levantar|levantad[oa]|recolha|recolher|retirada)\b|\ba disposicao do (destinatario|cliente)\b/,
  // Polish, Czech
  /\b(gotow\w+|czeka|oczekuje)\b[^.;]*\bodbi\w+\b(?! przez kurier)|\b(do odbioru|umieszczon\w* w|pozostawion\w* w)\b/,
  /\b(pripraven\w*|ulozen\w*)\b[^.;]*\b(vyzvednut\w*|k odberu|na poste|v balikovne)\b/,
  /\b(uschovan|uskladnen|ulozen|pripraven)\w* (na|v|ve) (\w+ )?(access point|parcel ?(shop|box|locker)|vydejn\w+ mist|z-?box|pobocc)\w*/,
  /\bulozeni zasilky\b(?! do (domovni|dodavaci) schran)/,
  // Hungarian, Turkish, Japanese
  /\bulozni doby\b|\bmagazynowan\w*/,
  /\bmegerkezett\b[^.;]*\bcsomag(pont|automata)\w*/,
  /\batveheto\b|\bptt isyerinde (bekliyor|ihbarlandi)\b/,
  /来店予定|窓口て保管/,
  /请[^。，,]*(领取|取件|自提)|待取件|等待(领取|取件|自提)/,
  // Swedish, Danish, Norwegian, Finnish
  /\b(redo att hamtas|kan hamtas|att hamta|finns att hamta|klar til (afhentning|henting)|kan (af)?hentes|klar for (henting|utlevering)|noudettavissa)\b/,
  /\b(recipient|consignee|customer|addressee|receiver) (to|must|can|should|has to|needs to|(is |was |has been )?(advised|asked|invited) to) (collect|pick up)\b|\bbring (your|some|photo|a|the) [^.;]*\b(pick|collect)\b/,
  /\bsigned for by ?:? ?(the )?post office( ltd| limited| counter)?$/,
  /\bsigned for by ?:? ?((dhl|dpd|gls|ups|hermes) )*(packstation|paketshop|parcel ?shop|service ?point|(parcel )?locker( \w*\d+)?$)(?! (road|street|strasse)\b)/,
  /\bremains at\b[^.;]*\b(access point|post office|locker|parcel ?shop|service ?point|pick-?up|outlet)\b|\bfinal day (for|of) (retrieval|collection|pick-?up)\b|\brequires (a )?(customer )?pick-?up (from|at)\b|\b(customer )?pick[- ]?up (is )?required\b|\byou have \d+ ((business|working) )?(hours|days) to (collect|pick)\b|\b(is )?waiting for you (at|in)\b/,
  /\b(kun(t|nen)?|kan) (\w+ ){0,4}(af|op)halen\b|\b(zur|fur die|wegen) selbstabholung\b|\bque el cliente lo recoja\b/,
  /\brequires pick-?up from\b|\bmust be picked up within\b|\bpick-?up must be made\b|\brequests own pick-?up\b|\bremind\w* to (collect|pick up)\b|\badvised for post office collection\b|\bremains at (the )?(ups )?access point\b/,
  ...IN_OTHER_SCRIPTS.awaitingPickup,
];

/**
 * A parcel that is ready, beside a code for delivered. With other codes, it may await pickup at the
 * sender.
 */
export const NOT_COLLECTED: readonly RegExp[] = [
  /\b(not|n't) (yet )?(been )?(collected|picked up)\b|\bun(collected|claimed)\b|\bnot yet (collected|picked up)\b/,
  /\bnicht (\w+ ){0,3}abgeholt\b|\bkeine abholung durch (den )?(kunden|empfanger)\b|\bniet (af|op)gehaald\b|\b(pas|non) (encore )?(ete )?retire/,
  /\b(ikke|inte|ej) (\w+ )?(af)?(hentet|hamtad|hamtats|hamtat)\b|\b(uplynal|minal) (czas|termin) odbioru\b|\b(czas|termin) odbioru (uplynal|minal)\b/,
  /\b(destinatario|remetente) nao retirou\b|超时未自提/,
  ...IN_OTHER_SCRIPTS.notCollected,
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
  /\b(to|at|in|into|via|@|im|an|am|beim|bij|op|au|aux|chez|en|presso|al|nel|hos|till|til|w|do) (the |een |het |un |une |a |an |your |our |selected |chosen |alternate |alternative |nearby |nearest |local )*(\w+ ){0,3}(access[- ]point|pudo|pick[- ]?up[- ](point|location|shop|store|facility|site|station)|service[- ]?point|parcel[- ]?(shop|lock\w*|point|box)|collect(ion)? (point|shop|store|locker)|locker|post office|postal (outlet|store)|retail (point|location|partner|outlet|store)|ups store|drop[- ]?off (point|location)|relay point|counter|po box|customer cent(er|re)|fedex (onsite|office|location|ship center))\b/,
  // Australia Post's post offices.
  /\bdelivered to (the |a |an |your )?(\w+ ){0,3}(lpo|post ?shop|parcel collect)\b/,
  /\b(service[- ]?point|parcel[- ]?shop|access[- ]point|pick[- ]?up[- ]?point)\b/,
  /\b(packstation|paket[- ]?shop|(post|partner|nachbar)?filiale|postamt|abholstation|abholstelle|abholort|paketstation|postfach|paketbox)\b/,
  /\b(postnl[- ]?(punt|locatie)|postkantoor|pakketpunt|afhaalpunt|afhaallocatie|service ?punt|pakketautomaat|parcelshop|postbus)\b/,
  /\b(point (relais|retrait|de retrait|pickup|de collecte|relay)|bureau de poste|consigne|comptoir postal|casier|relais (colis|pickup)|boite postale|agence postale|commercant)\b/,
  /\b(au|en|chez (le|votre|un)|dans (le|votre|un)) (\w+ ){0,2}relais\b|\bpakket- en briefautomaat\b/,
  /\b(punto (de )?(recogida|entrega|conveniencia|pickup|pack)|oficina( de correos| postal)?|citypaq|taquilla|consigna|apartado (postal|de correos))\b/,
  /\b(punto (di )?(ritiro|poste|pick ?up)|ufficio postale|fermo ?(point|posta|deposito)|casella postale|locker)\b/,
  /\b(ponto (pickup|de recolha|de entrega)|estacao de correios|loja ctt|cacifo)\b/,
  /\b(paczkoma\w+|punk\w+ (odbioru|dhl|dpd|pop|pickup|partnerski\w+)|dhl pop|placow\w+|urze\w+ pocztow\w+|automa\w+ paczkow\w+|skrytk\w+)\b/,
  /\b(z-?box|vydejn\w+ mist\w+|posta partner)\b/,
  /\b(ombud|utlamningsstalle|paketautomat|paketbox|pakkeshop|posthus|pakkeboks|postkontor|servicestalle\w*|hentested|utleveringssted|udleveringssted|afhentningssted|nayttopiste|noutopiste)\b/,
  /\bcollect ?(\+|plus\b)|\bbox 24\/7|\bguichet\b|\bloja (pickup|parceira)\b|\b(noutopiste|pakkeshop|pakkeboks|pakkeautomat)\w*/,
  // Turkish, Japanese, Chinese
  /\bptt isyerine\b|\bkargomat\w*/,
  /コンヒニ\S*に引渡/,
  /(柜|驿站|代收点|自提点)[^。;]*代收|已(放入|存入)[^。;]*(柜|驿站)/,
  // Czech, Slovak, Hungarian, Slovenian, Croatian, Romanian, Lithuanian, Latvian, Estonian
  /\bna misto urceni\b/,
  /\bparcel(shop|box|locker)\w*|\bpaketomat\w*|\b(odbern|vydajn|vydejn)\w+ m(ie|i)st\w*|\bz-?box\w*|\balzabox\w*/,
  /\bcsomag(pont|automata)\w*|\b(pickup|atveteli) pont\w*|\beasybox\w*|\bpaketn\w+ (trgovin|avtomat)\w*/,
  /\b(siuntu |pastomat)\w*|\bpickup punkt\w*|\bpakiautomaa\w*|\bpak[uo]mat\w*|\bpaku (skap|automat)\w*/,
];
