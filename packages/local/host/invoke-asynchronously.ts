import { setTimeout as delay } from 'node:timers/promises';
import { describeError, type Log } from '../log.ts';
import type { FunctionName } from '../resources.ts';
import type { FunctionHost } from './function-host.ts';

/** Where an event goes that a function could not handle. */
export type DeadLetter = (letter: {
  readonly functionName: FunctionName;
  readonly event: unknown;
  readonly errorMessage: string;
  readonly invocations: number;
}) => Promise<void>;

/** Lambda waits one and two minutes before its two retries; a developer should not have to. */
const RETRY_PAUSES_MS = [1_000, 2_000] as const;

/**
 * An asynchronous invocation as Lambda does it: up to three attempts, then the dead-letter queue. Resolves only when
 * the event is dealt with: the caller keeps it until then, which is what makes it survive kill -9.
 */
export async function invokeAsynchronously(
  functionName: FunctionName,
  event: unknown,
  ports: {
    readonly host: FunctionHost;
    readonly deadLetter: DeadLetter;
    readonly log: Log;
    readonly retryPauses?: readonly number[];
  },
): Promise<void> {
  let errorMessage = '';
  const pauses = [0, ...(ports.retryPauses ?? RETRY_PAUSES_MS)];
  for (const pause of pauses) {
    if (pause > 0) await delay(pause);
    try {
      await ports.host.invoke(functionName, event);
      return;
    } catch (error) {
      errorMessage = describeError(error);
    }
  }
  ports.log('function gave up on an event', { function: functionName, reason: errorMessage });
  await ports.deadLetter({ functionName, event, errorMessage, invocations: pauses.length });
}
