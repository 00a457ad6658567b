import { commas, JSON_TYPE, type PollSpec, secret } from '../../polling/spec.ts';
import { listOf, textOf } from '../../reading/document.ts';

/** La Poste answers one number with an object and several with a list. */
export const poll: PollSpec = {
  carriers: ['colissimo'],
  credentials: { required: ['okapiKey'], optional: [] },
  baseUrl: 'https://api.laposte.fr',
  testUrl: null,
  limits: { batch: 10, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/suivi/v2/idships/${commas(numbers)}?lang=en_GB`,
    headers: { 'x-okapi-key': secret(credentials, 'okapiKey'), accept: JSON_TYPE },
  }),
  split: (root) =>
    listOf(root).map((answer) => ({
      number: textOf(answer, 'shipment', 'idShip') ?? textOf(answer, 'idShip'),
      root: answer,
    })),
  throttled: /max quota reached/i,
  source: 'La Poste: Suivi v2 (Okapi); 100 calls a minute',
};
