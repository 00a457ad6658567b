/** `Shop name <operator's address>`: customers know the shop, not who runs wismr. */
export function formatSender(name: string, from: string): string {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  const plain = name
    .replaceAll(/[\p{Cc}"\\<>@{}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  // RFC 5322 allows no other characters in an unquoted name: `Shoes.com` needs quotes.
  const isUnquoted = /^[\p{L}\p{M}\p{N} !#$%&'*+/=?^_`|~-]*$/u.test(plain);
  return `${isUnquoted ? plain : `"${plain}"`} <${address.trim()}>`.trim();
}
