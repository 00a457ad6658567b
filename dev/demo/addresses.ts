import { findOrder } from '../../db/orders.ts';
import { findReturn } from '../../db/returns.ts';
import { loadServerKeys } from '../../db/server-keys.ts';
import { MEMBER_ROLES } from '../../domain/member-role.ts';
import { pageUrl } from '../../views/page-url.ts';
import { DEMO_PASSWORD, demoAddress } from './people.ts';
import { SCENES } from './scenes.ts';
import type { Demo } from './set-up.ts';
import { STORIES } from './story.ts';

/** Lines that say what to open and what to try. */
export async function addresses(demo: Demo): Promise<readonly string[]> {
  const { shop, apiUrl, sandbox, temporal } = demo;
  const pages = await Promise.all([...STORIES, ...SCENES].map(({ ref }) => pageOf(demo, ref)));
  const rows = [
    ['emails and SMS sent so far', sandbox.url],
    ...pages.flat(),
    ['sign in', `${apiUrl}/account/sign-in`],
    ...MEMBER_ROLES.map((role) => [`  as ${role}`, demoAddress(role)]),
    ['  password of all', DEMO_PASSWORD],
    ['API reference', `${apiUrl}/reference`],
    ['API key', shop.apiKey],
    ['Temporal UI', temporal.uiUrl ?? 'the one of your own server'],
  ];
  const escalations = `curl -H 'authorization: Bearer ${shop.apiKey}' ${apiUrl}/v1/escalations`;
  return [
    ...rows.map(([name = '', address]) => `  ${name.padEnd(30)} ${address}`),
    '  escalations to the shop’s teams:',
    `    ${escalations}`,
    '  command line, in another terminal:',
    ...exportLines(demo).map((line) => `    ${line}`),
    `    npm run wismr -- key list ${shop.id}`,
  ];
}

/** Points `npm run wismr` to the demo's database and its key. */
function exportLines({ databaseUrl, credentialsKey }: Demo): readonly string[] {
  return [`export DATABASE_URL='${databaseUrl}'`, `export CREDENTIALS_KEY='${credentialsKey}'`];
}

/** The page of an order or of a return. */
export async function pageOf(
  { sql, shop, apiUrl }: Pick<Demo, 'sql' | 'shop' | 'apiUrl'>,
  ref: string,
): Promise<readonly (readonly [name: string, url: string])[]> {
  const site = { publicUrl: apiUrl, keys: await loadServerKeys(sql, []) };
  const order = await findOrder(sql, shop.id, ref);
  if (order) return [[`order ${ref}`, pageUrl(site, 'order', order.pageId)]];
  const row = await findReturn(sql, shop.id, ref);
  return row ? [[`return ${ref}`, pageUrl(site, 'return', row.pageId)]] : [];
}
