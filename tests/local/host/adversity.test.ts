import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFunctionHost } from '#local/host/function-host.ts';
import { type FunctionLogs, openFunctionLogs } from '#local/host/function-logs.ts';
import type { Handler, Handlers } from '#local/host/handlers.ts';
import { FUNCTION_NAMES } from '#local/resources.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-host-'));
let logs: FunctionLogs;
beforeAll(() => {
  logs = openFunctionLogs(folder, false);
});
afterAll(() => {
  logs.close();
  rmSync(folder, { recursive: true });
});

function echoing(handler: Handler) {
  const handlers: Partial<Handlers> = Object.fromEntries(FUNCTION_NAMES.map((name) => [name, handler]));
  const adversity = () => ({ kind: 'echo', milliseconds: 1 }) as const;
  return startFunctionHost({ handlers: handlers as Handlers, logs, adversity });
}

test('an echo runs the function with the same event once more after it has answered, before the host is idle', async () => {
  const seen: unknown[] = [];
  const host = echoing((event) => seen.push(event));
  expect(await host.invoke('relay', { batch: 1 })).toBe(1);
  await host.idle();
  expect(seen).toEqual([{ batch: 1 }, { batch: 1 }]);
});

test('an echo that fails does not reach whoever has had the answer', async () => {
  let runs = 0;
  const host = echoing(() => {
    runs += 1;
    if (runs === 2) throw new Error('too late');
    return 'done';
  });
  expect(await host.invoke('relay', {})).toBe('done');
  await host.idle();
  expect(runs).toBe(2);
});
