import { expect, test } from 'vitest';
import { fakeTerminal } from './fake-terminal.ts';

const FROM = '2026-11-22T00:00:00Z';
const TO = '2026-11-23T00:00:00Z';

/** What the command asks for, as it is sent. */
async function asked(words: readonly string[]): Promise<unknown> {
  const bodies: unknown[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    bodies.push(await new Request(input, init).json());
    return Response.json({ id: 'rpl_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', status: 'queued' }, { status: 202 });
  };
  const cli = fakeTerminal({ BATON_URL: 'http://a', BATON_API_KEY: 'k' });
  const { code } = await cli.run(['webhooks', 'replay', 'whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', ...words], { fetch });
  expect(code).toBe(0);
  return bodies.at(-1);
}

test('a window whose end is left out has its end told by the server, whatever the clock of this machine says', async () => {
  expect(await asked(['--from', FROM, '--undelivered-only'])).toEqual({ from: FROM, undeliveredOnly: true });
});

test('a window with an end is asked for as it is', async () => {
  expect(await asked(['--from', FROM, '--to', TO])).toEqual({ from: FROM, to: TO });
});
