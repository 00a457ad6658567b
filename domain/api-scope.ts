/** What an API key may do: read, write orders and what belongs to them, or change the shop itself. */
export const API_SCOPES = ['read', 'write', 'admin'] as const;
export type ApiScope = (typeof API_SCOPES)[number];
