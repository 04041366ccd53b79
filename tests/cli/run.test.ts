import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '#cli/commands/index.ts';
import { isLoopback } from '#cli/events/forward.ts';
import { printable } from '#cli/terminal.ts';
import { fakeTerminal } from './fake-terminal.ts';

const run = (argv: readonly string[], options = {}) => fakeTerminal().run(argv, options);

describe('help', () => {
  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'of %s has examples that are of it',
    async (name, command) => {
      const { code, out } = await run([...name.split(' '), '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: baton ${name}`);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const [call] of command.examples) expect(call.startsWith(name)).toBe(true);
      for (const option of Object.keys(command.options ?? {})) expect(out).toContain(`--${option}`);
    },
  );

  it('of all and of a group lists the commands', async () => {
    const { out } = await run(['--help']);
    for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`${name} +${summary}`));
    const group = await run(['handoffs', '-h']);
    expect(group.code).toBe(0);
    expect(group.out).not.toContain('contracts');
    expect((await run([])).code).toBe(2);
  });

  it('is what a group without a command shows, as a wrong call', async () => {
    const { code, out } = await run(['contracts']);
    expect(code).toBe(2);
    expect(out).toBe((await run(['contracts', '--help'])).out);
    expect(out).toContain('contracts apply');
  });
});

describe('a wrong call exits with 2 and says where to look', () => {
  it.each([
    ['a command that is not there', ['frobnicate'], 'There is no command frobnicate. See `baton --help`'],
    ['a group by another name', ['contract', 'pull'], 'Did you mean `baton contracts pull`?'],
    ['a slip in a command', ['whoam'], 'Did you mean `baton whoami`?'],
    ['a slip in a group without its command', ['handoff'], 'Did you mean `baton handoffs`?'],
    ['a command of a group that is not there', ['contracts', 'destroy'], 'baton contracts --help'],
    ['an option that is not there', ['whoami', '--verbose'], 'There is no option --verbose. See `baton whoami --help`'],
    ['a short one', ['whoami', '-x'], 'There is no option -x.'],
    ['one that every object has', ['whoami', '--constructor'], 'There is no option --constructor.'],
    ['a slip in an option', ['submit', '--chek'], 'Did you mean --check?'],
    ['a value of an option that takes none', ['submit', '--check=yes'], 'The option --check takes no value.'],
    ['an option without its value', ['whoami', '--url'], 'The option --url needs a value: --url <url>.'],
    ['an option in place of a value', ['whoami', '--url', '--json'], 'write --url=--json'],
    ['too many arguments', ['whoami', 'me'], 'baton whoami --help'],
    ['too few', ['contracts', 'plan'], '<file or folder>'],
    ['no login', ['whoami'], 'baton login'],
    ['a key without an address', ['whoami', '--api-key', 'k'], 'BATON_URL'],
    ['another machine to forward to', ['listen', '--forward', 'http://10.0.0.1/'], '--allow-any-host'],
    ['a secret that signs nothing', ['listen', '--forward', 'http://localhost/', '--secret', 'x'], 'whsec_'],
    [
      'an interval of nothing',
      ['events', 'tail', '--interval', '0', '--url', 'http://a', '--api-key', 'k'],
      '--interval',
    ],
    ['no reason', ['handoffs', 'cancel', 'hnd_1'], '--reason'],
  ])('%s', async (_, argv, hint) => {
    const { code, out, err } = await run(argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(hint);
  });

  it('in JSON where that was asked for', async () => {
    const { code, err } = await run(['whoami', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'usage' } });
  });
});

describe('options that every command has', () => {
  const fetch = async () => Response.json({ id: 'ten_1', name: 'Acme', plan: 'standard', mode: 'live' });

  it.each([
    ['before the command', ['--url', 'http://a', '--api-key', 'k', '--json', 'whoami']],
    ['on both sides', ['--json', '--url=http://a', 'whoami', '--api-key', 'k']],
    ['with the name of the command for a value', ['--url', 'http://a', '--api-key', 'whoami', 'whoami', '--json']],
  ])('may stand %s', async (_, argv) => {
    const { code, out, err } = await run(argv, { fetch });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ tenant: { id: 'ten_1' }, url: 'http://a' });
  });

  it('may stand between the words of a command', async () => {
    const { code, err } = await run(['events', '--profile', 'two', 'tail']);
    expect([code, err]).toEqual([2, expect.stringContaining('There is no profile two')]);
  });
});

describe('what answers in place of Baton', () => {
  const html = async () => new Response('<h1>Sign in</h1>', { headers: { 'content-type': 'text/html' } });
  const json = async () => Response.json({ signIn: 'https://proxy.example' });

  it.each([
    ['a page', html],
    ['some JSON', json],
  ])('with %s is not logged in to', async (_, fetch) => {
    const cli = fakeTerminal();
    const login = await cli.run(['login', '--url', 'http://a'], { stdin: 'baton_live_x', fetch });
    expect(login).toMatchObject({ code: 1, out: '', err: expect.stringContaining('not') });
    expect(existsSync(join(cli.configDir, 'profiles.json'))).toBe(false);
  });

  it('with a page is waited out by tail', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    const fetch = (async (input: unknown) => {
      asked.push(String(input));
      if (asked.length === 2) controller.abort();
      return await html();
    }) as typeof globalThis.fetch;
    const argv = ['events', 'tail', '--interval', '0.1', '--url', 'http://a', '--api-key', 'k'];
    const { code, out, err } = await run(argv, { fetch, signal: controller.signal });
    expect([code, out]).toEqual([130, '']);
    expect(err).toContain('with text/html, not by Baton');
    expect(err).toContain('Trying again');
  });
});

it('listen says what it signs with, also to programs', async () => {
  const controller = new AbortController();
  const fetch = (async () => {
    controller.abort();
    return Response.json({ data: [], nextCursor: null });
  }) as typeof globalThis.fetch;
  const argv = ['listen', '--forward', 'http://localhost:1/', '--json', '--url', 'http://a', '--api-key', 'k'];
  const { code, err } = await run(argv, { fetch, signal: controller.signal });
  expect(code).toBe(130);
  const { listening } = JSON.parse(err);
  expect(listening).toEqual({ secret: expect.stringMatching(/^whsec_/), forwardingTo: 'http://localhost:1/' });
});

describe('the address of a key', () => {
  const answer = (seen: string[]) => async (input: unknown, init?: RequestInit) => {
    seen.push(`${String(input)} ${new Headers(init?.headers).get('authorization')}`);
    return Response.json({ id: 'ten_1', name: 'Acme', plan: 'standard', mode: 'live' });
  };

  it('is that of the options, before the environment, before the profile', async () => {
    const cli = fakeTerminal();
    mkdirSync(cli.configDir);
    const profile = { url: 'http://profile', apiKey: 'stored' };
    writeFileSync(
      join(cli.configDir, 'profiles.json'),
      JSON.stringify({ profiles: { default: profile, two: profile } }),
    );
    const seen: string[] = [];
    const fetch = answer(seen) as typeof globalThis.fetch;
    const env = { BATON_URL: 'http://env', BATON_API_KEY: 'env-key' };
    await cli.run(['whoami'], { fetch });
    await cli.run(['whoami'], { fetch, env });
    await cli.run(['whoami', '--url', 'http://said', '--api-key', 'said-key'], { fetch, env });
    await cli.run(['whoami', '--profile', 'two'], { fetch, env });
    const first = seen.filter((call) => call.includes('/v1/tenant'));
    expect(first).toEqual([
      'http://profile/v1/tenant Bearer stored',
      'http://env/v1/tenant Bearer env-key',
      'http://said/v1/tenant Bearer said-key',
      'http://profile/v1/tenant Bearer stored',
    ]);
    seen.length = 0;
    expect((await cli.run(['whoami', '--url', 'http://evil'], { fetch })).code).toBe(2);
    expect((await cli.run(['whoami'], { fetch, env: { BATON_URL: 'http://evil' } })).code).toBe(2);
    expect(seen).toEqual([]);
  });

  it('is not looked for in a file that is damaged', async () => {
    const cli = fakeTerminal();
    mkdirSync(cli.configDir);
    writeFileSync(join(cli.configDir, 'profiles.json'), '{"profiles":{"default":{"url":7}}}');
    expect(await cli.run(['whoami'])).toMatchObject({ code: 1, err: expect.stringContaining('damaged') });
  });
});

it('what others wrote cannot steer the terminal', async () => {
  const hostile = 'Acme\u001b[2J\u009b31m\u202e\r\u0007';
  const fetch = async () => Response.json({ id: 'ten_1', name: hostile, plan: 'standard', mode: 'live' });
  const { out } = await run(['whoami', '--url', 'http://a', '--api-key', 'k'], { fetch });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(printable('Zoë\t→\n')).toBe('Zoë\t→\n');
});

it('docs are opened at the address of the key', async () => {
  const opened: string[] = [];
  const argv = ['open', 'docs', '--url', 'http://a/', '--api-key', 'k'];
  expect((await run(argv, { onBrowse: (url: string) => opened.push(url) })).out).toBe('http://a/docs\n');
  await run([...argv, '--print'], { onBrowse: (url: string) => opened.push(url) });
  expect(opened).toEqual(['http://a/docs']);
});

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['0.0.0.0', false],
  ['169.254.169.254', false],
])('%s is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
