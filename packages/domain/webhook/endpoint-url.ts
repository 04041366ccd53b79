import type { Violation } from '../problem.ts';
import type { Mode } from '../wire.ts';
import { type Egress, judgeAddress } from './address.ts';
import { isForbiddenPort } from './port.ts';

export interface EndpointUrlPolicy {
  /** Live mode requires HTTPS. */
  readonly mode: Mode;
  readonly egress: Egress;
}

export const MAX_ENDPOINT_URL_LENGTH = 2048;

/**
 * Names that are answered inside a machine, a cluster, a cloud or an office, never by the public DNS (RFC 6761, 6762 with
 * its appendix G, 8375, 9476).
 */
const PRIVATE_SUFFIXES = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'svc',
  'home.arpa',
  'alt',
  'onion',
  'test',
  'invalid',
];

/** A name that DNS can hold (RFC 1035, 2.3.4), underscores included, which some resolvers' names have. */
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

/**
 * Why `url` may not be an endpoint; empty if it may. All reasons are listed at once, with the pointer `/url`. A name is
 * judged here by its form only: the addresses it resolves to are judged on each connection.
 */
export function checkEndpointUrl(url: string, policy: EndpointUrlPolicy): Violation[] {
  if (url.length > MAX_ENDPOINT_URL_LENGTH) {
    return [violation('url_too_long', `must be at most ${MAX_ENDPOINT_URL_LENGTH} characters`)];
  }
  // URL parsers disagree about these: some drop them, some take a backslash for a slash.
  if (/[\s\\\p{Cc}]/u.test(url)) {
    return [violation('url_invalid', 'must not contain white space, control characters or backslashes')];
  }
  if (!URL.canParse(url))
    return [violation('url_invalid', 'must be an absolute URL, such as https://example.com/hook')];
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    return [violation('url_scheme', 'must begin with https://')];
  }
  // The parser mends these by taking what follows for the host; others take it for a path.
  if (!/^https?:\/\/[^/]/i.test(url)) return [violation('url_invalid', 'must have two slashes before its host')];
  const host = hostOf(parsed);
  const loopback = policy.egress === 'loopback' && isLoopbackHost(host);
  return [
    ...checkScheme(parsed, policy, loopback),
    ...checkCredentials(parsed),
    ...(loopback ? [] : checkHost(host)),
    ...checkPort(parsed),
  ];
}

/** The host of a parsed URL as a resolver takes it: no brackets around IPv6, no dot at the end of a name. */
export function hostOf(url: URL): string {
  const { hostname } = url;
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

/** Whether `host` (as `hostOf` gives it) is a literal address, not a name. The URL parser leaves canonical forms only. */
export function isLiteralAddress(host: string): boolean {
  return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

/** Whether `host` is `localhost` or a name below it, which RFC 6761 keeps on the machine itself. */
export function isLocalhostName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function isLoopbackHost(host: string): boolean {
  if (isLocalhostName(host)) return true;
  if (!isLiteralAddress(host)) return false;
  const judgement = judgeAddress(host, 'strict');
  return !judgement.allowed && judgement.range === 'loopback';
}

function checkScheme(url: URL, policy: EndpointUrlPolicy, loopback: boolean): Violation[] {
  if (url.protocol === 'https:' || loopback || policy.mode === 'test') return [];
  return [violation('url_scheme', 'must begin with https:// in live mode')];
}

function checkCredentials(url: URL): Violation[] {
  if (url.username === '' && url.password === '') return [];
  return [violation('url_credentials', 'must not contain a user name or password; verify the signature instead')];
}

function checkHost(host: string): Violation[] {
  if (isLiteralAddress(host)) {
    const judgement = judgeAddress(host, 'strict');
    if (judgement.allowed) return [];
    const { range } = judgement;
    const message = `must name a public host: ${host} is not a public address (${range})`;
    return [violation('url_address_forbidden', message, { address: host, range })];
  }
  if (!DNS_NAME.test(host)) return [violation('url_invalid', 'must have a host name of letters, digits, "-" and "."')];
  const isPrivate = !host.includes('.') || PRIVATE_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`));
  return isPrivate ? [violation('url_host_forbidden', `must name a public host: ${host} is a private name`)] : [];
}

function checkPort(url: URL): Violation[] {
  if (url.port === '' || !isForbiddenPort(Number(url.port))) return [];
  return [
    violation('url_port_forbidden', `must use port 80, 443 or one above 1023 that belongs to HTTP, not ${url.port}`),
  ];
}

function violation(code: string, message: string, details?: Record<string, string>): Violation {
  return { pointer: '/url', code, message, ...(details && { details }) };
}
