import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../log.ts';
import { FUNCTION_TIMEOUT_SECONDS, type FunctionName } from '../resources.ts';
import type { Adversity } from './adversity.ts';
import { lambdaContext } from './context.ts';
import { FunctionError } from './function-error.ts';
import type { FunctionLogs } from './function-logs.ts';
import type { Handlers } from './handlers.ts';

/** Runs functions. */
export interface FunctionHost {
  /** Runs one function to its end and answers what it returned. Rejects with FunctionError. */
  invoke(functionName: FunctionName, event: unknown): Promise<unknown>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** Lambda's limit of a synchronous answer. */
const LARGEST_ANSWER_BYTES = 6 * 1024 * 1024;

/**
 * Runs all functions in this process: one start-up instead of eight, and breakpoints work everywhere. Events and
 * answers pass through JSON, as between Lambda and its callers, so that nothing is shared by accident. Unlike on Lambda
 * one instance works on several events at once; functions keep no state between events anyway.
 */
export function startFunctionHost(options: {
  readonly handlers: Handlers;
  readonly logs: FunctionLogs;
  readonly adversity?: Adversity | undefined;
  readonly timeoutSeconds?: Readonly<Record<FunctionName, number>>;
}): FunctionHost {
  const { handlers, logs, adversity, timeoutSeconds = FUNCTION_TIMEOUT_SECONDS } = options;
  const running = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>): Promise<unknown> => {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  };

  const runOnce = async (functionName: FunctionName, payload: string): Promise<unknown> => {
    const requestId = randomUUID();
    const seconds = timeoutSeconds[functionName];
    const context = lambdaContext(functionName, requestId, Date.now() + seconds * 1000);
    const work = logs.capture(functionName, async () => handlers[functionName](JSON.parse(payload), context));
    try {
      return throughJson(functionName, await withTimeout(work, functionName, seconds));
    } catch (error) {
      const failure = error instanceof FunctionError ? error : thrown(functionName, error);
      logs.note(functionName, JSON.stringify({ requestId, invocation: 'failed', ...describeFailure(failure) }));
      throw failure;
    }
  };

  const run = async (functionName: FunctionName, event: unknown): Promise<unknown> => {
    const payload = toJson(functionName, event);
    const fate = adversity?.({ functionName, event }) ?? { kind: 'run' };
    switch (fate.kind) {
      case 'run':
        return await runOnce(functionName, payload);
      case 'lose':
        return null;
      case 'fail':
        throw new FunctionError(functionName, 'thrown', 'adversity: the function was not reached');
      case 'fail-after':
        await runOnce(functionName, payload);
        throw new FunctionError(functionName, 'thrown', 'adversity: the function died after its work');
      case 'delay':
        await delay(fate.milliseconds);
        return await runOnce(functionName, payload);
      case 'echo': {
        const echo = delay(fate.milliseconds).then(() => runOnce(functionName, payload));
        track(echo).catch(() => undefined); // whoever sent it has long had its answer
        return await runOnce(functionName, payload);
      }
      case 'repeat': {
        const answers = await Promise.all(Array.from({ length: fate.times }, () => runOnce(functionName, payload)));
        return answers.at(-1);
      }
    }
  };

  return {
    invoke: (functionName, event) => track(run(functionName, event)),
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

async function withTimeout(work: Promise<unknown>, functionName: FunctionName, seconds: number): Promise<unknown> {
  const timer = new AbortController();
  const timeout = delay(seconds * 1000, undefined, { signal: timer.signal }).then(() => {
    throw new FunctionError(functionName, 'timeout', `Task timed out after ${seconds.toFixed(2)} seconds`);
  });
  timeout.catch(() => undefined); // also rejects when the work was faster; only the race may report it
  try {
    return await Promise.race([work, timeout]);
  } finally {
    timer.abort();
  }
}

function thrown(functionName: FunctionName, error: unknown): FunctionError {
  return new FunctionError(functionName, 'thrown', describeError(error), { cause: error });
}

function describeFailure(failure: FunctionError): Readonly<Record<string, unknown>> {
  const cause = failure.cause instanceof Error ? failure.cause.stack : undefined;
  return { kind: failure.kind, message: failure.message, ...(cause === undefined ? {} : { stack: cause }) };
}

function toJson(functionName: FunctionName, value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    throw new FunctionError(functionName, 'payload', `not JSON: ${describeError(error)}`, { cause: error });
  }
}

function throughJson(functionName: FunctionName, answer: unknown): unknown {
  const text = toJson(functionName, answer);
  if (Buffer.byteLength(text) > LARGEST_ANSWER_BYTES) {
    throw new FunctionError(functionName, 'payload', `the answer is larger than ${LARGEST_ANSWER_BYTES} bytes`);
  }
  const copy: unknown = JSON.parse(text);
  return copy;
}
