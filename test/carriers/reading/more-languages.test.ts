/**
 * Sentences beside a code for delivered, in Turkish, Japanese, Chinese, Czech, Hungarian, Romanian,
 * Norwegian and Swedish: PTT, Japan Post, Yamato, ZTO, Česká pošta, Packeta, Magyar Posta, DPD,
 * Bring and PostNord.
 */

import { describe, expect, test } from 'vitest';
import { BACK, saidBeside, WAITS } from './said-beside.ts';

describe('beside a code for delivered', () => {
  test.each([
    ['Göndericisine Teslim Edildi', BACK],
    ['差出人に返送済み', BACK],
    ['退回件已签收', BACK],
    ['Zásilka byla vrácena odesílateli.', BACK],
    ['Feladónak visszakézbesítve', BACK],
    ['Retur livrat la expeditor', BACK],
    ['Pakken er returnert til avsender', BACK],
    ['Assinada [devolução]', BACK],
    ['İADE-Bekleme Süresi Bitti', 'return_to_sender'],
    ['Paketet har returnerats', 'return_to_sender'],
    ['PTT İşyerine Teslim Edildi', WAITS],
    ['コンビニエンスストアに引渡', WAITS],
    ['快件已放入【菜鸟驿站】，请凭取件码及时领取', WAITS],
    ['Uložení zásilky na žádost adresáta.', WAITS],
    ['A küldemény postán átvehető', WAITS],
    ['Pakken er ikke hentet i tide', WAITS],
    ['İmha', 'exception/destroyed'],
    ['拒收', 'exception/refused'],
    ['Colet nelivrat', 'attempted'],
    ['Misslyckat leveransförsök', 'attempted'],
    ['Zásilka předána externímu přepravci.', 'in_transit'],
    ['Försändelsen har överlämnats till en partner', 'in_transit'],
    ['Spedizione consegnata a BRT', 'in_transit'],
    ['Entregado a Correos', 'in_transit'],
    ['Odebrana od klienta', 'in_transit'],
    ['Delivery Confirmation pending from the consignee.', 'in_transit'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('D', words)).toBe(expected);
  });

  test.each([
    'Teslim Edildi',
    'Kargomatikten Teslim Alındı',
    'AYNI KONUTTA YAKINA TESLiM',
    'お届け先にお届け済み',
    '窓口でお渡し',
    '配達完了（宅配ボックス）',
    '您的快递已签收, 签收人在【丰巢智能快递柜】领取',
    '您的快件已代签收【家门口】',
    'Uložení zásilky do dodávací schrány.',
    'Zásilka byla předána příjemci.',
    'Sikeresen kézbesítve Csomagautomatából',
    'Árufizetési összeg feladónak kifizetve',
    'Ramburs returnat expeditorului',
    'Pakke levert i postkassen',
    'Försändelsen har levererats till mottagarens brevlåda.',
    'Consegnato al destinatario',
    'Final delivery of split/partial shipment',
  ])('“%s” stays delivered', (words) => {
    expect(saidBeside('D', words)).toBe('delivered');
  });
});
