import { execFile } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeTerminal } from '#tests/cli/fake-terminal.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack, temporaryFolder } from './support/stack.ts';
import { signUp } from './support/tenant.ts';
import { closeWorlds, openWorld } from './support/world.ts';

const run = promisify(execFile);
const BUILD = fileURLToPath(new URL('../../scripts/build-cli.ts', import.meta.url));
const GUIDE = fileURLToPath(new URL('../../docs/cli.md', import.meta.url));

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

test('a login is tried, kept for its user alone, and used for its own address only', async () => {
  const tenant = await signUp(stack);
  const cli = fakeTerminal();
  const refused = await cli.run(['login', '--url', stack.url], { stdin: 'baton_live_nothing' });
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('(unauthenticated)') });
  const whoami = await cli.run(['whoami']);
  expect(whoami).toMatchObject({ code: 2, err: expect.stringContaining('baton login') });

  expect(await cli.run(['login', '--url', `${stack.url}/`], { stdin: `${tenant.live}\n` })).toMatchObject({ code: 0 });
  const other = await cli.run(['login', '--url', stack.url, '--profile', 'test'], { secret: tenant.test });
  expect(other.code).toBe(0);
  const file = join(cli.configDir, 'profiles.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(cli.configDir).mode & 0o777).toBe(0o700);
  const { out } = await cli.run(['whoami', '--json']);
  expect(JSON.parse(out)).toMatchObject({ tenant: { id: tenant.id }, mode: 'live', url: stack.url });
  expect((await cli.run(['whoami', '--profile', 'test'])).out).toContain('test mode');
  const elsewhere = await cli.run(['whoami', '--url', 'http://127.0.0.1:9']);
  expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining('is not sent to') });
  expect((await cli.run(['logout', '--profile', 'test'])).code).toBe(0);
  expect((await cli.run(['whoami', '--profile', 'test'])).code).toBe(2);
  expect(readFileSync(file, 'utf8')).not.toContain(tenant.test);
});

test('a handoff is checked, submitted by the name of its contract, accepted and completed', async () => {
  const { tenant } = await openWorld(stack);
  const cli = fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.live });
  const [contract] = (await tenant.client().get('/v1/contracts')).data;
  const file = join(cli.folder, 'won.yaml');
  const yaml = (arr: number) =>
    `contract: ${contract?.name}\nsubject: { type: account, id: acme }\npacket: { goals: Live, arr: ${arr} }\n`;
  writeFileSync(file, yaml(-1));
  const check = await cli.run(['submit', '--check', 'won.yaml']);
  expect(check).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^not ready: 1 gap\n {2}✗ \w+: .+\ngoes to: .+ \(own_\w+\), /),
  });
  const raw = await cli.run(['submit', '--check', 'won.yaml', '--json']);
  expect(JSON.parse(raw.out)).toMatchObject({ ready: false, criteria: [{ met: false }] });
  const refused = await cli.run(['submit', 'won.yaml']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(
    /^error: .*\(not_ready\)\n {2}\/packet\/arr: .+\n {2}request: .+\n {2}docs: http.+\/not_ready\n$/s,
  );

  const twice = ['submit', '-', '--json', '--idempotency-key', 'won-acme'];
  const [first, second] = [await cli.run(twice, { stdin: yaml(1) }), await cli.run(twice, { stdin: yaml(1) })];
  expect(first.code).toBe(0);
  const { id } = JSON.parse(first.out);
  expect(JSON.parse(second.out).id).toBe(id);
  expect((await cli.run(['handoffs', 'list', '--state', 'assigned'])).out).toContain(id);
  expect((await cli.run(['handoffs', 'accept', id])).out).toContain('accepted');
  const again = await cli.run(['handoffs', 'accept', id, '--json']);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.err).error).toMatchObject({ code: 'illegal_transition', status: 409 });
  expect((await cli.run(['handoffs', 'notes', id, '--text', 'Hello'])).code).toBe(0);
  const outcome = '{kickoffHeldAt: 2026-11-24}';
  expect((await cli.run(['handoffs', 'complete', id, '--outcome', outcome])).out).toContain('completed');
  expect((await cli.run(['handoffs', 'get', id])).out).toContain('accept  met');
  expect((await cli.run(['handoffs', 'events', id])).out).toContain('handoff.noted');
});

test('a test clock is advanced, and an endpoint gets events again', async () => {
  const { tenant, endpointId } = await openWorld(stack);
  const live = fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.live });
  const { data } = await eventually('the log has events', async () => {
    const page = await tenant.client().get('/v1/events');
    return page.data.length > 0 ? page : undefined;
  });
  const replay = await live.run(['webhooks', 'replay', endpointId, '--event', data[0]?.id ?? '', '--json']);
  expect(JSON.parse(replay.out)).toMatchObject({ kind: 'replay', eventIds: [data[0]?.id] });
  const clock = await tenant.client(tenant.test).post('/v1/test-clocks', { body: { now: '2026-11-22T09:00:00Z' } });
  const cli = fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.test });
  const { out } = await cli.run(['test-clock', 'advance', clock.id, '--by', 'PT2H']);
  expect(out).toBe(`${clock.id} is at 2026-11-22T11:00:00.000Z\n`);
});

test('the contracts of the guide can be applied', async () => {
  const tenant = await signUp(stack);
  const cli = fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.live });
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(GUIDE, 'utf8')) ?? [];
  const { code, err } = await cli.run(['contracts', 'apply', '-'], { stdin: yaml });
  expect([code, err]).toEqual([0, expect.stringContaining('published')]);
});

test('the package is one file, which runs by itself', async () => {
  const folder = temporaryFolder();
  try {
    await run(process.execPath, [BUILD, join(folder, 'built')]);
    await run('npm', ['pack', './built', '--offline', '--silent'], { cwd: folder });
    writeFileSync(join(folder, 'package.json'), '{"name":"user","private":true}');
    const flags = ['--offline', '--no-audit', '--no-fund', '--silent'];
    await run('npm', ['install', './baton-cli-0.1.0.tgz', ...flags], { cwd: folder });
    const tenant = await signUp(stack);
    const env = { ...process.env, BATON_URL: stack.url, BATON_API_KEY: tenant.live };
    const { stdout } = await run(join(folder, 'node_modules/.bin/baton'), ['contracts', 'pull', '--json'], {
      cwd: folder,
      env,
    });
    expect(JSON.parse(stdout)).toEqual({ folder: 'baton', files: [], written: [] });
    const { stdout: packed } = await run('npm', ['pack', './built', '--dry-run', '--json', '--offline'], {
      cwd: folder,
    });
    const [{ files }] = JSON.parse(packed) as [{ files: { path: string }[] }];
    expect(files.map(({ path }) => path).sort()).toEqual([
      'LICENSE',
      'README.md',
      'THIRD-PARTY-LICENSES',
      'baton.js',
      'package.json',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
