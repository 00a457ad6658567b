import { encodeList, getCredential, JSON_TYPE, type PollSpec } from '../../polling/spec.ts';
import { getList, getText } from '../../reading/document.ts';

/** La Poste returns an object for one number, a list for several. */
export const poll: PollSpec = {
  carriers: ['colissimo'],
  credentials: { required: ['okapiKey'], optional: [] },
  baseUrl: 'https://api.laposte.fr',
  testUrl: null,
  limits: { batch: 10, perMinute: 60, perDay: null },
  request: (numbers, { credentials }) => ({
    method: 'GET',
    path: `/suivi/v2/idships/${encodeList(numbers)}?lang=en_GB`,
    headers: { 'x-okapi-key': getCredential(credentials, 'okapiKey'), accept: JSON_TYPE },
  }),
  split: (root) =>
    getList(root).map((answer) => ({
      number: getText(answer, 'shipment', 'idShip') ?? getText(answer, 'idShip'),
      root: answer,
    })),
  throttled: /max quota reached/i,
  source: 'La Poste: Suivi v2 (Okapi); 100 calls a minute',
};
