import { expect, test } from 'vitest';
import { forwardEvent } from '#cli/events/forward.ts';
import type { RecordedEvent } from '#sdk/index.ts';
import { fakeTerminal } from './fake-terminal.ts';

const EVENT = {
  id: 'evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
  type: 'clock.met',
  recordedAt: '2026-11-22T09:00:00.000Z',
} as unknown as RecordedEvent; // of an event no more is looked at

const answeredBy = (answer: () => Response) =>
  forwardEvent(EVENT, {
    url: new URL('http://127.0.0.1:1/hook'),
    secret: `whsec_${'A'.repeat(43)}=`,
    fetch: async () => answer(),
    signal: new AbortController().signal,
    now: () => new Date('2026-11-22T09:00:00Z'),
  });

test.each([
  ['on one line', 'No such\n  handoff', 'No such handoff'],
  ['without what would steer a terminal', 'x\u001b[2Jy\u009bz', 'x�[2Jy�z'],
  ['by its first 300 bytes', 'é'.repeat(200), `${'é'.repeat(150)}…`],
  ['without half of a character', `a${'é'.repeat(200)}`, `a${'é'.repeat(149)}…`],
])('what a receiver says to its refusal is told %s', async (_, body, excerpt) => {
  expect(await answeredBy(() => new Response(body, { status: 400 }))).toEqual({
    status: 400,
    milliseconds: 0,
    excerpt,
  });
});

test.each([
  ['that takes it', 200, 'thanks'],
  ['that says nothing', 500, null],
])('of a receiver %s the status alone is told', async (_, status, body) => {
  expect(await answeredBy(() => new Response(body, { status }))).toEqual({ status, milliseconds: 0 });
});

test('a receiver whose words break off has still answered', async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
  expect(await answeredBy(() => new Response(broken, { status: 502 }))).toEqual({ status: 502, milliseconds: 0 });
});

test('no more of an endless refusal is read than is shown', async () => {
  let isLetGo = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(100).fill(97)),
    cancel: () => {
      isLetGo = true;
    },
  });
  const { excerpt } = await answeredBy(() => new Response(endless, { status: 500 }));
  expect([excerpt, isLetGo]).toEqual([`${'a'.repeat(300)}…`, true]);
});

test('listen shows the refusal below the event', async () => {
  const cli = fakeTerminal({ BATON_URL: 'http://a', BATON_API_KEY: 'k' });
  const controller = new AbortController();
  const server: typeof fetch = async (input) =>
    String(input).startsWith('http://a')
      ? Response.json({ data: [EVENT], nextCursor: null })
      : new Response('bad signature', { status: 400 });
  const argv = ['listen', '--forward', 'http://127.0.0.1:1/', '--from', '2026-11-22T00:00:00Z'];
  const onOut = () => controller.abort();
  const { code, out } = await cli.run(argv, { fetch: server, signal: controller.signal, onOut });
  expect(code).toBe(130);
  expect(out).toMatch(/^clock\.met +evt_\w+ {2}→ 400 {2}\d+ ms\n {4}bad signature\n$/);
});
