import { type BatonClient, createClient, VERSION } from '#sdk/index.ts';
import type { Connection } from './command.ts';
import { UsageError } from './failure.ts';
import { profilesFile, readProfiles } from './profiles.ts';
import type { Terminal } from './terminal.ts';

/** What was said about where to connect, apart from the environment. */
export interface Choice {
  readonly profile: string | undefined;
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
}

/** The profile that is meant where none is named. */
export const DEFAULT_PROFILE = 'default';

/**
 * A client by what was said: options before environment before profile. A stored key goes to the address that it was stored
 * with and to no other. Throws a UsageError if key or address are missing.
 */
export async function connect(terminal: Terminal, choice: Choice): Promise<Connection> {
  const { env } = terminal;
  const given = { url: choice.url ?? env['BATON_URL'], apiKey: choice.apiKey ?? env['BATON_API_KEY'] };
  // A profile that is named on the command line is meant, whatever the environment has.
  const named = choice.profile !== undefined && choice.apiKey === undefined;
  const apiKey = named ? undefined : given.apiKey;
  if (apiKey !== undefined) {
    if (given.url === undefined) throw new UsageError('There is a key, but no address: give --url or BATON_URL.');
    return clientFor(terminal, given.url, apiKey);
  }
  const name = choice.profile ?? env['BATON_PROFILE'] ?? DEFAULT_PROFILE;
  const stored = (await readProfiles(profilesFile(terminal))).get(name);
  if (stored === undefined) {
    throw new UsageError(`There is no profile ${name}. Log in by \`baton login\`, or set BATON_API_KEY and BATON_URL.`);
  }
  const asked = choice.url ?? (named ? undefined : given.url);
  if (asked !== undefined && withoutSlash(asked) !== withoutSlash(stored.url)) {
    throw new UsageError(`The key of profile ${name} is for ${stored.url}, and is not sent to ${asked}.`);
  }
  return clientFor(terminal, stored.url, stored.apiKey);
}

/** Throws a UsageError if the address or the key cannot be. */
export function clientFor(terminal: Terminal, url: string, apiKey?: string): Connection {
  try {
    const baton: BatonClient = createClient({
      baseUrl: url,
      ...(apiKey === undefined ? {} : { apiKey }),
      fetch: terminal.fetch,
      userAgent: `baton-cli/${VERSION}`,
    });
    return { baton, url: withoutSlash(url) };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
