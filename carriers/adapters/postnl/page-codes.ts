/**
 * Codes of PostNL's tracking page that its developer documentation lacks. Source: the codes and
 * Dutch words that a public client of the page has collected (ha-parcel-integrations/ha-postnl).
 */

import { type CodeTable, codeRows } from '../../reading/code-table.ts';

export const PAGE_CODES: CodeTable = {
  ...codeRows('pre_transit', {
    A03: 'Zending aangemeld',
    M02: 'Nog niet ontvangen of verwerkt',
  }),
  ...codeRows('in_transit', {
    J04: 'Voorgemeld en gescand op rit',
    J21: 'Overgedragen aan afhaallocatie',
    J30: 'Ingenomen door planbalie',
    J31: 'Ingenomen aan de sorteergoot',
    J32: 'Overgedragen tijdens route',
    J40: 'Voorgemeld en gesorteerd op rit',
    J44: 'Overgenomen tijdens route',
    // The driver takes a return that the customer has put there.
    J46: 'Locker van pakketautomaat geopend door chauffeur',
  }),
  ...codeRows('in_transit/rescheduled', { T04: 'Bezorgmoment bijgewerkt' }),
  ...codeRows('info', {
    A04: 'PIOS melding',
    A18: 'ETA initieel bepaald',
    A19: 'ETA gewijzigd',
    A24: 'Herinnering 24 uur in pakketautomaat',
    A25: 'Reminderservice notificaties',
    A65: 'Zending herpland',
    // It accompanies the scan of the delivery.
    A80: 'Handtekening voor pakket ontvangen',
    A95: 'Bezorging wijzigen niet mogelijk',
    A96: 'Bezorging wijzigen mogelijk',
    A98: 'Voorgemelde zending verrijkt door PostNL',
    B03: 'Leeg',
    K33: 'Leeg',
    K50: 'RCS melding',
  }),
};
