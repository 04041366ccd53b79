import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../free-port.ts';
import { StartUpError } from '../start-up-error.ts';
import type { Engine } from './find-engine.ts';
import { type GuardedProcess, startGuarded } from './guarded-process.ts';

/** A DynamoDB that answers at `url`. */
export interface RunningEngine {
  readonly url: string;
  /** The SQLite file of an engine that has one which we may mend. */
  readonly databaseFile: string | undefined;
  /** Ends the engine, if it is ours. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 20_000;
const ATTEMPTS = 3;

/**
 * Starts the engine with its data in `folder` and waits until it answers. `onLost` is called once if it ends without
 * `close`. Throws StartUpError when there is no engine or it does not come up.
 */
export async function startEngine(
  engine: Engine,
  folder: string,
  onLost: (reason: string) => void,
): Promise<RunningEngine> {
  switch (engine.kind) {
    case 'missing':
      throw new StartUpError(engine.message);
    case 'endpoint':
      await expectAnswer(engine.url);
      return { url: engine.url, databaseFile: undefined, close: async () => undefined };
    case 'dynoxide': {
      const databaseFile = join(folder, 'dynamodb.db');
      const start = (port: number): GuardedProcess =>
        startGuarded(
          engine.binary,
          ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', databaseFile],
          folder,
        );
      return { ...(await startOnFreePort(start, onLost)), databaseFile };
    }
    case 'dynamodb-local': {
      const start = (port: number): GuardedProcess =>
        startGuarded(
          engine.java,
          [
            `-Djava.library.path=${join(engine.folder, 'DynamoDBLocal_lib')}`,
            ...['-jar', join(engine.folder, 'DynamoDBLocal.jar')],
            ...['-sharedDb', '-disableTelemetry', '-dbPath', folder, '-port', String(port)],
          ],
          folder,
        );
      return { ...(await startOnFreePort(start, onLost)), databaseFile: undefined };
    }
  }
}

async function expectAnswer(url: string): Promise<void> {
  if (!(await answers(url))) {
    throw new StartUpError(`Nothing answers at AWS_ENDPOINT_URL_DYNAMODB=${url}. Start that engine, or unset it.`);
  }
}

// The port was free when we looked and may be taken when the engine binds it, hence the further attempts.
async function startOnFreePort(
  start: (port: number) => GuardedProcess,
  onLost: (reason: string) => void,
): Promise<{ url: string; close(): Promise<void> }> {
  let output = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const child = start(port);
    const outcome = await Promise.race([untilAnswers(url), child.ended]);
    if (outcome === 'answers') return supervise(url, child, onLost);
    await child.end();
    output = (await child.ended).lastOutput;
  }
  throw new StartUpError(`The DynamoDB engine did not start.${output === '' ? '' : ` It said: ${output}`}`);
}

function supervise(url: string, child: GuardedProcess, onLost: (reason: string) => void) {
  let closing = false;
  void child.ended.then(({ code, lastOutput }) => {
    if (!closing) onLost(`the DynamoDB engine ended by itself with code ${code}: ${lastOutput}`);
  });
  return {
    url,
    async close() {
      closing = true;
      await child.end();
    },
  };
}

async function untilAnswers(url: string): Promise<'answers' | 'silent'> {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    if (await answers(url)) return 'answers';
    await delay(20);
  }
  return 'silent';
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return true; // any status will do: an unsigned request is refused by something that speaks HTTP
  } catch {
    return false;
  }
}
