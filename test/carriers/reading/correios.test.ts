/** The sentences of Correios, Swiss Post and TrackingMore beside codes for deliveries and movement. */

import { describe, expect, test } from 'vitest';
import { BACK, saidBeside, WAITS } from './said-beside.ts';

const FAILED = 'A entrega não pode ser efetuada';

describe('beside a code for delivered', () => {
  test.each([
    ['Objeto entregue ao destinatário - Recebido por:', 'delivered'],
    ['Objeto devolvido ao remetente - Recebido por:', BACK],
    [`${FAILED} - Carteiro não atendido - Objeto será devolvido ao remetente`, 'return_to_sender'],
    [
      `${FAILED} - Endereço incorreto - Objeto sujeito a atraso na entrega ou a devolução ao remetente`,
      'attempted',
    ],
    [`${FAILED} - Cliente recusou-se a receber`, 'exception/refused'],
    ['Coleta ou entrega de objeto não efetuada', 'attempted'],
    ['Saída para entrega cancelada - Será efetuado novo lançamento para entrega', 'in_transit'],
    ['Objeto devolvido aos Correios', 'in_transit'],
    ['Objeto recebido na Unidade dos Correios', 'in_transit'],
    ['Objeto com data de entrega agendada', 'in_transit'],
    ['Entrega de objeto bloqueada a pedido do remetente', 'exception/other'],
    ['Objeto apreendido por órgão de fiscalização ou outro órgão anuente', 'exception/customs'],
    ['Declaração aduaneira ausente ou incorreta', 'exception/customs'],
    ['Objeto e/ou conteúdo avariado', 'exception/damage'],
    ['Destinatário não retirou objeto na Unidade dos Correios', WAITS],
    ['Desistência de postagem pelo remetente', 'cancelled'],
    ['Collection attempt by mail carrier failed', 'pre_transit'],
    ['Confirmation of receipt received', 'delivered'],
    ['L’invio verrà consegnato successivamente come da accordi con il destinatario.', 'in_transit'],
    ['L’invio viene rinviato perché danneggiato.', 'return_to_sender'],
    ['Il destinatario ha ricevuto un invito di ritiro per l’invio.', WAITS],
    ['The shipment returns to the sender', 'return_to_sender'],
    ['The shipment’s delivery address has been changed', 'in_transit'],
    ['包裹已退回', BACK],
    ['海关扣留', 'exception/customs'],
    ['超时未自提', WAITS],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('D', words)).toBe(expected);
  });
});

describe('beside a code for movement', () => {
  test.each([
    [`${FAILED} - Carteiro não atendido`, 'attempted'],
    [`${FAILED} - Cliente recusou-se a receber`, 'exception/refused'],
    [`${FAILED} - Cliente mudou-se - Objeto será devolvido ao remetente`, 'return_to_sender'],
    ['Tentativa de entrega não efetuada', 'attempted'],
    ['Objeto encaminhado para São Paulo', 'in_transit'],
    ['Objeto sujeito a atraso na entrega ou a devolução ao remetente', 'in_transit'],
  ])('“%s” is %s', (words, expected) => {
    expect(saidBeside('T', words)).toBe(expected);
  });
});
