import type { Command, Invocation } from '../command.ts';
import { clientFor, DEFAULT_PROFILE } from '../connect.ts';
import { CliFailure, EXIT, UsageError } from '../failure.ts';
import { profilesFile, readProfiles, writeProfiles } from '../profiles.ts';
import { printable } from '../terminal.ts';
import { isMapping } from '../values.ts';

export const login: Command = {
  name: 'login',
  summary: 'Stores an address and an API key as a profile',
  notes:
    'The key is read from standard input, or asked for. It is tried first, and then kept in your settings, readable for you\nalone. Others on the machine can see what --api-key has while the command runs.',
  examples: [
    ['login --url http://127.0.0.1:8787', 'asks for the key'],
    ['login --url https://baton.example --profile live < key.txt', 'reads it from a file'],
  ],
  async run(call) {
    const { terminal } = call;
    const url = call.text('url') ?? terminal.env['BATON_URL'];
    if (url === undefined) throw new UsageError('Say where the API is: --url.');
    const apiKey = (call.text('api-key') ?? (await keyFrom(call))).trim();
    if (apiKey === '') throw new UsageError('There was no key on standard input.');
    const connection = clientFor(terminal, url, apiKey);
    const tenant = await connection.baton.get('/v1/tenant', { signal: terminal.signal });
    if (!isTenant(tenant)) throw new CliFailure(`What answers at ${connection.url} is not Baton; nothing is stored.`);
    const profile = profileOf(call);
    const file = profilesFile(terminal);
    const profiles = new Map(await readProfiles(file)).set(profile, { url: connection.url, apiKey });
    await writeProfiles(file, profiles);
    call.show({ profile, url: connection.url, tenant: { id: tenant.id, name: tenant.name } }, () =>
      printable(`Logged in to ${tenant.name} (${tenant.id}) as profile ${profile}.`),
    );
    return EXIT.ok;
  },
};

export const logout: Command = {
  name: 'logout',
  summary: 'Removes a profile from this machine',
  notes: 'The key itself stays valid: revoke it where you made it.',
  examples: [['logout --profile live', 'forgets the key of the profile live']],
  async run(call) {
    const profile = profileOf(call);
    const file = profilesFile(call.terminal);
    const profiles = new Map(await readProfiles(file));
    const wasThere = profiles.delete(profile);
    if (wasThere) await writeProfiles(file, profiles);
    call.show({ profile, removed: wasThere }, () =>
      wasThere ? `Removed profile ${profile}.` : `There was no profile ${profile}.`,
    );
    return EXIT.ok;
  },
};

/** Others may answer JSON as well, and are not to be sent the key again. */
function isTenant(value: unknown): boolean {
  return isMapping(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string';
}

function profileOf(call: Invocation): string {
  return call.text('profile') ?? call.terminal.env['BATON_PROFILE'] ?? DEFAULT_PROFILE;
}

async function keyFrom({ terminal }: Invocation): Promise<string> {
  return terminal.isStdinTty ? await terminal.readSecret('API key: ') : await terminal.readStdin();
}
