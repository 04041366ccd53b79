import { Resolver } from 'node:dns/promises';
import { isLocalhostName } from '#domain/webhook/endpoint-url.ts';

/** All addresses of a name. Rejects with an error that has a `code`, such as `ENOTFOUND`, if there is none. */
export type ResolveHost = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/** How long a name that has IPv4 addresses waits for its IPv6 ones: some name servers never answer for these. */
const GRACE_MS = 1000;

export interface DnsResolverOptions {
  /** `host:port`; those of the system if left out. */
  readonly servers?: readonly string[];
  readonly graceMs?: number;
}

/**
 * Asks DNS itself, without the system's resolver: that one blocks a thread of the process's small pool for as long as
 * a slow name server likes, and with it other deliveries and AWS calls. `localhost` and names below it never reach DNS.
 */
export function createDnsResolver({ servers, graceMs = GRACE_MS }: DnsResolverOptions = {}): ResolveHost {
  return async (host, signal) => {
    if (isLocalhostName(host)) return ['127.0.0.1', '::1'];
    signal.throwIfAborted();
    const resolver = new Resolver({ timeout: 3000, tries: 2 });
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await bothFamilies(resolver, host, graceMs);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  };
}

/** IPv4 first: functions without a route for IPv6 then need no second try. What comes too late is not connected to. */
async function bothFamilies(resolver: Resolver, host: string, graceMs: number): Promise<readonly string[]> {
  const v6 = resolver.resolve6(host).catch(() => []);
  try {
    const v4 = await resolver.resolve4(host);
    return [...v4, ...(await within(graceMs, v6))];
  } catch (error) {
    const alone = await v6;
    if (alone.length === 0) throw error;
    return alone;
  }
}

async function within(milliseconds: number, answer: Promise<string[]>): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const timer = setTimeout(resolve, milliseconds, []);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
