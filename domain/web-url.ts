/** Addresses of pages and pictures for customers: which ones a message or a page may contain. */

import ipaddr from 'ipaddr.js';

/** Whether an address of this very machine will do, as on a developer's own. */
interface Allowed {
  readonly allowsLocal: boolean;
}

export type CheckedUrl =
  | { readonly ok: true; readonly url: string }
  /** `detail` follows the name of the field. */
  | { readonly ok: false; readonly detail: string };

/**
 * Reads an http(s) address that customers can open: without a user name or a password, and not in a
 * private network. `url` is ASCII without blanks, quotes and brackets: an address that has these is
 * percent-encoded; any other stays as written.
 */
export function checkWebUrl(written: string, { allowsLocal }: Allowed): CheckedUrl {
  const trimmed = written.trim();
  if (!URL.canParse(trimmed) || !/^https?:\/\/[^/\\]/i.test(trimmed)) return refused(NOT_WEB);
  // As browsers read it: `0x7f.1` is 127.0.0.1.
  const { hostname, href } = new URL(trimmed);
  // Also before an @ with nothing before it.
  if (/^https?:\/\/[^/\\?#]*@/i.test(trimmed)) return refused(CREDENTIALS);
  const reach = reachOf(hostname);
  if (reach === 'network') return refused(PRIVATE);
  if (reach === 'machine' && !allowsLocal) return refused(LOCAL);
  if (SAFE.test(trimmed)) return { ok: true, url: trimmed };
  return { ok: true, url: href.replaceAll(/[^\x21-\x7e]|["'<>\\`]/g, encodeCharacter) };
}

/** The address as `checkWebUrl` has it; null if customers must not get it. */
export function encodeWebUrl(
  written: string,
  allowed: Allowed = { allowsLocal: false },
): string | null {
  const checked = checkWebUrl(written, allowed);
  return checked.ok ? checked.url : null;
}

/** Whether an address is that of this machine, so that only its own programs can open it. */
export function isLocalUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === '0.0.0.0' || hostname === '[::]' || reachOf(hostname) === 'machine';
}

function refused(detail: string): CheckedUrl {
  return { ok: false, detail };
}

const NOT_WEB = 'must be an http or https address such as "https://shop.example/boots.jpg"';
const CREDENTIALS = 'must not contain a user name or a password';
const PRIVATE = 'must be an address that customers can open, not one in a private network';
const LOCAL = 'must be an address that customers can open, not one of your own machine';

/** Who can open an address with this host, as `URL` writes it. */
function reachOf(hostname: string): 'everyone' | 'machine' | 'network' {
  const host = hostname.replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return 'machine';
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(address)) {
    const parsed = ipaddr.process(address);
    const range = parsed.range();
    if (range === 'loopback') return 'machine';
    const isGlobal = parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
    return range === 'unicast' && isGlobal ? 'everyone' : 'network';
  }
  const isPublic = host.includes('.') && !host.includes('..') && !PRIVATE_NAME.test(host);
  return isPublic ? 'everyone' : 'network';
}

/** RFC 4291: all that IANA has given out. Also leaves out `::127.0.0.1`. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** RFC 6762, RFC 8375, ICANN's `.internal`, and what routers and companies use. */
const PRIVATE_NAME = /\.(?:local|localdomain|internal|intranet|private|corp|lan|home|home\.arpa)$/;

const SAFE = /^(?:(?!["'<>\\`])[\x21-\x7e])+$/;

/** `encodeURIComponent` leaves the apostrophe as it is. */
function encodeCharacter(character: string): string {
  return character === "'" ? '%27' : encodeURIComponent(character);
}
