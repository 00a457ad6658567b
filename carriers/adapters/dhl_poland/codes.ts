/**
 * Statuses of DHL Parcel Polska (DHL24), with the carrier's Polish words. Source: the list of
 * statuses that DHL Parcel Polska gives to users of WebAPI v2, as public integrations publish it,
 * and the documentation of the structure ShipmentEvent (`CN`). Each status is checked against its
 * words.
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

export const STATUSES: CodeTable = {
  ...codeRows('pre_transit', {
    EDWP: 'DHL otrzymał dane elektroniczne przesyłki',
  }),
  ...codeRows('in_transit', {
    DWP: 'przesyłka odebrana od nadawcy',
    SP_DWP: 'przesyłka nadana w DHL Parcelshop oczekuje na odbiór przez kuriera',
    SP_PU: 'przesyłka odebrana przez kuriera z DHL Parcelshop',
    CN: 'przesyłka dotarła do oddziału DHL',
    LP: 'przesyłka dotarła do oddziału',
    SORT: 'przesyłka jest obsługiwana w centrum sortowania',
    TRM: 'przesyłka oczekuje na kolejny cykl doręczenia',
    TRM2: 'przesyłka dotarła do terminala, doręczenie planowane dzisiaj lub w umówionym terminie',
    WEJPL: 'przesyłka dotarła do Polski',
    WYJPL: 'przesyłka opuściła Polskę',
  }),
  ...codeRows('in_transit/rescheduled', {
    AWI_DP2: 'doręczenie nastąpi w umówionym z odbiorcą terminie',
    PNPT: 'decyzja odbiorcy: nowa data doręczenia',
    SOB: 'decyzja odbiorcy: nowa data doręczenia',
    PO18: 'decyzja odbiorcy: zmiana godzin doręczenia',
    PSHOP: 'decyzja odbiorcy: odbiór osobisty w DHL Parcelshop',
    SAS: 'decyzja odbiorcy: alternatywny adres doręczenia',
    ZA: 'decyzja odbiorcy: nowy adres doręczenia',
    ZAIT: 'decyzja odbiorcy: nowy adres doręczenia',
  }),
  ...codeRows('out_for_delivery', { LK: 'przesyłka przekazana kurierowi do doręczenia' }),
  ...codeRows('attempted/nobody_home', {
    AWI: 'odbiorcy nie było w domu w momencie doręczenia',
    AWI_ONU: 'upoważnionego odbiorcy nie było w domu',
    AWI_SAS: 'kurier nie zastał odbiorcy alternatywnego (sąsiada)',
  }),
  ...codeRows('attempted/no_access', { AWI_OZ: 'brak dostępu do posesji lub osiedle zamknięte' }),
  ...codeRows('attempted', {
    AWI_ROD: 'brak wymaganego dodatkowego dokumentu do ROD',
    ZWW: 'próba doręczenia zakończona niepowodzeniem, przesyłka oczekuje na kolejny cykl doręczenia',
  }),
  ...codeRows('available_for_pickup', {
    DOR_POC: 'przesyłka doręczona do urzędu pocztowego',
    OWL: 'przesyłka oczekuje na odbiór w terminalu DHL',
    OWL_KP: 'klient został powiadomiony o terminie i miejscu odbioru',
    OWL_ONO: 'przesyłka oczekuje na odbiór przez klienta',
    OWL_PS_KP: 'klient został powiadomiony o terminie i miejscu odbioru',
    OWL_PS_ONO: 'przesyłka oczekuje na odbiór - Packstation',
    OWL_SP_KP: 'klient został powiadomiony, do odbioru z service pointu',
    OWL_SP_ONO: 'przesyłka oczekuje na odbiór - Service point',
    SP_DSP: 'przesyłka oczekuje na odbiór w DHL Parcelshop',
    SP_KP: 'klient został powiadomiony o terminie i miejscu odbioru z DHL Parcelshop',
  }),
  ...codeRows('delivered', {
    DOR: 'przesyłka doręczona do odbiorcy',
    DOR_LOK: 'przesyłka doręczona do ustalonej lokalizacji',
    DOR_OTH: 'przesyłka doręczona do innej osoby',
    DOR_OWL: 'przesyłka odebrana osobiście przez odbiorcę',
    DOR_RDZ: 'przesyłka doręczona do członka rodziny',
    DOR_SAS: 'przesyłka doręczona do odbiorcy alternatywnego (sąsiada)',
    PPDOR: 'przesyłka została odebrana w punkcie obsługi klienta DHL',
  }),
  ...codeRows('exception/address', {
    AN: 'przesyłka błędnie zaadresowana',
    AN_BO: 'niepoprawny adres odbiorcy',
    AN_RA: 'przesyłka błędnie zaadresowana lub niepełny adres',
    AN_SAS: 'adres odbiorcy alternatywnego (sąsiada) błędnie określony',
  }),
  ...codeRows('exception/payment_due', {
    BRG: 'doręczenie wstrzymane do czasu uregulowania opłat przez odbiorcę',
    BRG_SAS: 'odbiorca alternatywny (sąsiad) nie uiścił opłaty',
  }),
  ...codeRows('exception/refused', {
    OP: 'odbiorca odmówił przyjęcia przesyłki',
    OP_BWER: 'odmowa przyjęcia - brak możliwości weryfikacji zawartości',
    OP_COD: 'odmowa przyjęcia - błędna kwota COD',
    OP_DUB: 'odmowa przyjęcia - zdublowane zamówienie',
    OP_OTH: 'odbiorca odmówił przyjęcia przesyłki',
    OP_PLA: 'odmowa przyjęcia - błędny płatnik',
    OP_PNK: 'odbiorca odmówił przyjęcia przesyłki niekompletnej',
    OP_REZ: 'odmowa przyjęcia - rezygnacja',
    OP_ROD: 'odmowa przyjęcia - niekompletne ROD',
    OP_SAS: 'odbiorca alternatywny (sąsiad) odmówił przyjęcia',
    OP_TNZ: 'odmowa przyjęcia - towar nie zamawiany lub błędny',
    OP_UMO: 'odmowa przyjęcia - błędy w umowie',
    OP_USP: 'odbiorca odmówił przyjęcia przesyłki uszkodzonej',
  }),
  ...codeRows('exception/other', {
    CC: 'powstały trudności w procesowaniu przesyłki',
    PNK: 'przesyłka niekompletna',
  }),
  ...codeRows('exception/held', {
    SP_DW: 'doręczenie do DHL Parcelshop zostało wstrzymane',
    SP_ZAM: 'doręczenie do DHL Parcelshop zostało wstrzymane',
  }),
  ...codeRows('return_to_sender', {
    OP_DO: 'zwrot do nadawcy - nieaktualny dowód osobisty',
    OP_DOK: 'zwrot do nadawcy - brak dodatkowych dokumentów do odebrania',
    REZ: 'decyzja odbiorcy: przesyłka zostanie zwrócona do nadawcy',
    ZWR: 'przesyłka zostanie zwrócona do nadawcy',
    ZWR_OP: 'przesyłka będzie zwrócona do nadawcy, doręczenie nie było możliwe',
  }),
  ...codeRows('return_to_sender/address', {
    ZWR_AN: 'przesyłka będzie zwrócona, adresat nieznany',
  }),
  ...codeRows('return_to_sender/refused', {
    SP_OP: 'zwrot do nadawcy - odbiorca odmówił przyjęcia z DHL Parcelshop',
    SP_ZWR: 'zwrot do nadawcy - odbiorca odmówił przyjęcia',
  }),
  ...codeRows('return_to_sender/unclaimed', {
    AWI_CZAS: 'zwrot do nadawcy - czas oczekiwania na doręczenie',
    SP_KZW: 'zwrot do nadawcy - minął termin odbioru z DHL Parcelshop',
    SP_TO: 'zwrot do nadawcy - minął termin odbioru z DHL Parcelshop',
  }),
  ...codeRows('return_to_sender/returned', {
    ZWN: 'przesyłka zwrócona nadawcy',
    ZWR_ZB: 'przesyłka została zwrócona do nadawcy po dwóch próbach doręczenia',
    ZWR_ZT: 'przesyłka została zwrócona do nadawcy po potwierdzeniu telefonicznym',
  }),
  ...codeRows('cancelled', { SP_CN: 'nadanie przesyłki z DHL Parcelshop zostało anulowane' }),
};
