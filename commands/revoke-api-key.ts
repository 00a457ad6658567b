import { type ApiKeyRow, listApiKeys, revokeApiKeyRow } from '../db/api-keys.ts';
import type { Sql } from '../db/connect.ts';
import { WismrError } from '../domain/error.ts';
import type { ShopId } from '../domain/ids.ts';

/**
 * Revokes the API key with this name or id. Throws `not_found` if the shop has no such key in use,
 * and `conflict` if several keys in use have the name.
 */
export async function revokeApiKey(sql: Sql, shopId: ShopId, nameOrId: string): Promise<ApiKeyRow> {
  const keys = await listApiKeys(sql, shopId);
  const inUse = keys.filter(({ revokedAt }) => revokedAt === null);
  const byId = inUse.filter(({ id }) => id === nameOrId);
  const found = byId.length > 0 ? byId : inUse.filter(({ name }) => name === nameOrId);
  const [key, ...others] = found;
  if (!key) throw new WismrError('not_found', `${shopId} has no key "${nameOrId}" in use`);
  if (others.length > 0) {
    const ids = found.map(({ id }) => id).join(', ');
    throw new WismrError(
      'conflict',
      `${found.length} keys are named "${nameOrId}": use one of their ids, ${ids}`,
    );
  }
  await revokeApiKeyRow(sql, { shopId, id: key.id });
  return key;
}
