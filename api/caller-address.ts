/** The address of a caller, as the limits count it. */

import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';
import type { Logger } from 'pino';
import proxyaddr from 'proxy-addr';

/** Null: a request within the process, which has no socket. */
export type AddressOf = (c: Context) => string | null;

/**
 * The proxies in front of the API: how many there are, or their addresses. Only they are believed
 * when they say whom a request comes from.
 */
export type TrustedProxies = number | readonly string[];

/** What a provider gives one customer: whoever has one address of it has all. */
const IPV6_PREFIX_BITS = 64;

/**
 * The address of the socket or, behind trusted proxies, the one that the outermost of them names in
 * `X-Forwarded-For`. That header is ignored without them, because anybody can send it. An IPv6
 * address stands for its /64. Logs once if a request has that header and no proxy is trusted.
 */
export function createAddressOf(proxies: TrustedProxies, log?: Pick<Logger, 'warn'>): AddressOf {
  let isWarned = proxies !== 0;
  const trust =
    typeof proxies === 'number'
      ? (_: string, hop: number) => hop < proxies
      : proxyaddr.compile([...proxies]);
  return (c) => {
    const incoming = (c.env as Partial<HttpBindings> | undefined)?.incoming;
    if (!incoming) return null;
    const { socket, headers } = incoming;
    if (!isWarned && headers?.['x-forwarded-for'] !== undefined) {
      isWarned = true;
      log?.warn('requests have X-Forwarded-For: set TRUST_PROXY, or the limits count all as one');
    }
    const forwarded = headers?.['x-forwarded-for'];
    const request = {
      socket,
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': withoutPorts(forwarded) },
    } as IncomingMessage;
    // A socket that has closed has no address any more.
    const direct = socket.remoteAddress ?? 'unknown';
    return toGroup(proxyaddr(request, trust)) ?? toGroup(direct) ?? direct;
  };
}

/** Some proxies add the port: `198.51.100.9:4711`, `[2001:db8::5]:443`. */
function withoutPorts(forwarded: string | readonly string[]): string {
  const hops = String(forwarded).split(',');
  return hops
    .map((hop) => hop.trim().replace(/^(?:(\d+(?:\.\d+){3}):\d+|\[([^\]]+)\](?::\d+)?)$/, '$1$2'))
    .join(', ');
}

/** Null if it is no address: a trusted proxy may pass on anything. */
function toGroup(written: string): string | null {
  // The part after % names the network card.
  const [text = ''] = written.split('%');
  if (!ipaddr.isValid(text)) return null;
  // An IPv4 address within IPv6 is that IPv4 address.
  const address = ipaddr.process(text);
  if (address.kind() === 'ipv4') return address.toString();
  const cidr = `${address}/${IPV6_PREFIX_BITS}`;
  return `${ipaddr.IPv6.networkAddressFromCIDR(cidr)}/${IPV6_PREFIX_BITS}`;
}
