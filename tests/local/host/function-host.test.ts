import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fate } from '#local/host/adversity.ts';
import { FunctionError } from '#local/host/function-error.ts';
import { type FunctionHost, startFunctionHost } from '#local/host/function-host.ts';
import { type FunctionLogs, openFunctionLogs } from '#local/host/function-logs.ts';
import type { Handler, Handlers } from '#local/host/handlers.ts';
import { invokeAsynchronously } from '#local/host/invoke-asynchronously.ts';
import { FUNCTION_NAMES, FUNCTION_TIMEOUT_SECONDS } from '#local/resources.ts';

describe('the function host', () => {
  let folder: string;
  let logs: FunctionLogs;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-host-'));
    logs = openFunctionLogs(folder, false);
  });
  afterEach(() => {
    logs.close();
    rmSync(folder, { recursive: true });
  });

  /** A host all of whose functions are `handler`. */
  function hostOf(handler: Handler, fate?: Fate, deadlineTimeoutSeconds = 10): FunctionHost {
    const handlers: Partial<Handlers> = Object.fromEntries(FUNCTION_NAMES.map((name) => [name, handler]));
    return startFunctionHost({
      handlers: handlers as Handlers,
      logs,
      adversity: fate === undefined ? undefined : () => fate,
      timeoutSeconds: { ...FUNCTION_TIMEOUT_SECONDS, deadline: deadlineTimeoutSeconds },
    });
  }

  test('passes event and answer through JSON: nothing is shared between caller and function', async () => {
    const event = { list: [1], gone: undefined, at: new Date(0) };
    let seen: unknown;
    const answer = { kept: true, gone: undefined };
    const host = hostOf((received) => {
      seen = received;
      return answer;
    });
    expect(await host.invoke('api', event)).toEqual({ kept: true });
    expect(seen).toEqual({ list: [1], at: '1970-01-01T00:00:00.000Z' });
    expect(await hostOf(() => undefined).invoke('api', {})).toBeNull();
  });

  test('gives each invocation a context of its own with the time that is left', async () => {
    const seen: { id: string; name: string; left: number }[] = [];
    const host = hostOf((_event, context) => {
      seen.push({ id: context.awsRequestId, name: context.functionName, left: context.getRemainingTimeInMillis() });
    });
    await host.invoke('api', {});
    await host.invoke('api', {});
    expect(seen[0]?.name).toBe('baton-api');
    expect(seen[0]?.id).not.toBe(seen[1]?.id);
    expect(seen[0]?.left).toBeGreaterThan(0);
    expect(seen[0]?.left).toBeLessThanOrEqual(15_000);
  });

  test('reports a synchronous and an asynchronous failure alike', async () => {
    const thrower = hostOf(() => {
      throw new TypeError('boom');
    });
    const rejecter = hostOf(async () => {
      throw new TypeError('boom');
    });
    for (const host of [thrower, rejecter]) {
      await expect(host.invoke('api', {})).rejects.toMatchObject({ kind: 'thrown', message: 'TypeError: boom' });
    }
    expect(readFileSync(join(folder, 'api.log'), 'utf8')).toContain('boom');
  });

  test('gives up on a function that takes too long', async () => {
    const host = hostOf(() => new Promise(() => undefined), undefined, 0);
    await expect(host.invoke('deadline', {})).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('refuses an answer that is no JSON or larger than Lambda allows', async () => {
    await expect(hostOf(() => 1n).invoke('api', {})).rejects.toMatchObject({ kind: 'payload' });
    const large = hostOf(() => 'a'.repeat(6 * 1024 * 1024));
    await expect(large.invoke('api', {})).rejects.toMatchObject({ kind: 'payload' });
  });

  test("keeps each function's output in its own log, also what it writes later", async () => {
    const host = hostOf(async (event) => {
      process.stdout.write(`before ${String(event)}\n`);
      await new Promise((resolve) => setImmediate(resolve));
      process.stderr.write(`after ${String(event)}\n`);
    });
    await Promise.all([host.invoke('api', 'api'), host.invoke('relay', 'relay')]);
    expect(readFileSync(join(folder, 'api.log'), 'utf8')).toBe('before api\nafter api\n');
    expect(readFileSync(join(folder, 'relay.log'), 'utf8')).toBe('before relay\nafter relay\n');
  });

  test('can lose, fail, cut off, delay and repeat an invocation for tests of adversity', async () => {
    let runs = 0;
    const counting: Handler = () => {
      runs += 1;
      return runs;
    };
    expect(await hostOf(counting, { kind: 'lose' }).invoke('api', {})).toBeNull();
    await expect(hostOf(counting, { kind: 'fail' }).invoke('api', {})).rejects.toThrow(FunctionError);
    expect(runs).toBe(0);
    await expect(hostOf(counting, { kind: 'fail-after' }).invoke('api', {})).rejects.toThrow(FunctionError);
    expect(runs).toBe(1);
    await hostOf(counting, { kind: 'delay', milliseconds: 1 }).invoke('api', {});
    await hostOf(counting, { kind: 'repeat', times: 3 }).invoke('api', {});
    expect(runs).toBe(5);
  });

  test('is idle only when nothing runs', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const host = hostOf(() => promise);
    const order: string[] = [];
    const invocation = host.invoke('api', {}).then(() => order.push('done'));
    const idle = host.idle().then(() => order.push('idle'));
    resolve();
    await Promise.all([invocation, idle]);
    expect(order).toEqual(['done', 'idle']);
  });

  describe('asynchronously', () => {
    const run = async (failures: number) => {
      let runs = 0;
      const letters: unknown[] = [];
      const host = hostOf(() => {
        runs += 1;
        if (runs <= failures) throw new Error(`failure ${runs}`);
      });
      await invokeAsynchronously(
        'deadline',
        { id: 1 },
        {
          host,
          deadLetter: async (letter) => void letters.push(letter),
          log: () => undefined,
          retryPauses: [1, 1],
        },
      );
      return { runs, letters };
    };

    test('tries a failing function twice more', async () => {
      expect(await run(2)).toEqual({ runs: 3, letters: [] });
    });

    test('then keeps the event as a dead letter', async () => {
      expect(await run(3)).toEqual({
        runs: 3,
        letters: [
          {
            functionName: 'deadline',
            event: { id: 1 },
            errorMessage: expect.stringContaining('failure 3'),
            invocations: 3,
          },
        ],
      });
    });
  });
});
