import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyWebhook } from '#sdk/webhook/verify.ts';
import { fakeTerminal } from '#tests/cli/fake-terminal.ts';
import { eventually } from './support/eventually.ts';
import { startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { closeWorlds, openWorld } from './support/world.ts';

const BIN = fileURLToPath(new URL('../../packages/cli/bin.js', import.meta.url));

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

/** The lines of JSON that a command prints. */
function collecting() {
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  const onOut = (text: string): void => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((part) => JSON.parse(part)));
  };
  return { lines, onOut, about: (id: string) => lines.filter(({ handoffId }) => handoffId === id) };
}

test('tail shows each event once over a crash of the server', async () => {
  const { tenant, submit } = await openWorld(stack, { contract: { clocks: [], escalation: [] } });
  // The stack has another port when it starts again.
  const there = 'http://baton.example';
  const cli = fakeTerminal({ BATON_URL: there, BATON_API_KEY: tenant.live });
  let failures = 0;
  const toStack: typeof fetch = async (input, init) => {
    try {
      return await fetch(String(input).replace(there, stack.url), init);
    } catch (error) {
      failures++;
      throw error;
    }
  };
  const controller = new AbortController();
  const { lines, onOut, about } = collecting();
  const argv = ['events', 'tail', '--json', '--interval', '0.1', '--from', '2026-11-01T00:00:00Z'];
  const ended = cli.run(argv, { signal: controller.signal, onOut, fetch: toStack });
  const first = await submit('acme-1');
  await eventually('the first is told', () => about(first.id).length >= 2);
  await stack.kill9();
  await eventually('it is missed', () => failures > 0);
  await stack.restart();
  const second = await submit('acme-2');
  await eventually('the second is told', () => about(second.id).length >= 2);
  controller.abort();
  expect((await ended).code).toBe(130);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
});

test('a process that tails ends by SIGINT as interrupted', async () => {
  const { tenant } = await openWorld(stack);
  const child = spawn(process.execPath, [BIN, 'events', 'tail', '--json', '--from', '2026-11-01T00:00:00Z'], {
    env: { ...process.env, BATON_URL: stack.url, BATON_API_KEY: tenant.live },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const { lines, onOut } = collecting();
  child.stdout.on('data', (chunk: Buffer) => onOut(chunk.toString('utf8')));
  await eventually('it has begun', () => lines.length > 0);
  child.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
});

test('tail begins with what is new, and filters by type', async () => {
  const { tenant, submit } = await openWorld(stack);
  await submit('before');
  await eventually('it is in the log', async () => (await tenant.client().get('/v1/events')).data.length >= 3);
  const cli = fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.live });
  const controller = new AbortController();
  const { lines, onOut, about } = collecting();
  const argv = ['events', 'tail', '--json', '--interval', '0.1', '--type', 'handoff.*'];
  const ended = cli.run(argv, { signal: controller.signal, onOut });
  await eventually('a new one is told', async () => {
    const { id } = await submit('after');
    return await eventually('told', () => about(id).length > 0, 2).catch(() => false);
  });
  controller.abort();
  expect((await ended).code).toBe(130);
  expect(lines.filter(({ type }) => !String(type).startsWith('handoff.'))).toEqual([]);
  expect(JSON.stringify(lines)).not.toContain('"before"');
});

test('listen posts what a webhook endpoint gets, under the same id and body, signed with the secret it was given', async () => {
  const { tenant, submit, receiver: endpoint } = await openWorld(stack);
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const local = await startReceiver();
  const cli = fakeTerminal({ BATON_URL: stack.url, BATON_API_KEY: tenant.live });
  const controller = new AbortController();
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const argv = ['listen', '--forward', local.url, '--secret', secret, '--interval', '0.1', '--from', from, '--json'];
  const ended = cli.run(argv, { signal: controller.signal });
  const { id } = await submit('acme');
  await eventually('both have it', () => endpoint.about(id).length === 3 && local.about(id).length === 3);
  controller.abort();
  const { code, out } = await ended;
  expect(code).toBe(130);
  const bodies = new Map(endpoint.about(id).map(({ id: messageId, body }) => [messageId, body]));
  for (const { id: messageId, body, headers } of local.about(id)) {
    expect(body).toBe(bodies.get(messageId));
    expect(await verifyWebhook(body, headers, secret)).toMatchObject({ id: messageId });
  }
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).status),
  ).toContain(200);
  await local.close();
});
