import { Resolver } from 'node:dns/promises';
import { isLocalhostName } from '#domain/webhook/endpoint-url.ts';

/** All addresses of a name. Rejects with an error that has a `code`, such as `ENOTFOUND`, if there is none. */
export type ResolveHost = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/**
 * Asks DNS itself, without the system's resolver: that one blocks a thread of the process's small pool for as long as
 * a slow name server likes, and with it other deliveries and AWS calls. `localhost` and names below it never reach DNS.
 * `servers` (`host:port`) replace those of the system.
 */
export function createDnsResolver(servers?: readonly string[]): ResolveHost {
  return async (host, signal) => {
    if (isLocalhostName(host)) return ['127.0.0.1', '::1'];
    signal.throwIfAborted();
    const resolver = new Resolver({ timeout: 3000, tries: 2 });
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    signal.removeEventListener('abort', cancel);
    // IPv4 first: functions without a route for IPv6 then need no second try.
    const addresses = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length === 0 && v4.status === 'rejected') throw v4.reason;
    return addresses;
  };
}
