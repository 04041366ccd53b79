import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { localClients } from './clients.ts';
import { type ChangeHint, watchChanges } from './engine/change-hint.ts';
import { findEngine } from './engine/find-engine.ts';
import { type RunningEngine, startEngine } from './engine/start-engine.ts';
import type { Endpoints } from './environment.ts';
import { type EventServer, startEventServer } from './eventbridge/server.ts';
import type { FunctionHost } from './host/function-host.ts';
import type { Log } from './log.ts';
import { type RunningQueues, startQueues } from './queues/start-queues.ts';
import { ACCOUNT_ID, REGION } from './resources.ts';
import { targetPorts } from './targets.ts';

/** The AWS services on loopback. Schedules and rules rest until `events.resume()`. */
export interface Services {
  readonly engine: RunningEngine;
  readonly queues: RunningQueues;
  readonly events: EventServer;
  readonly endpoints: Endpoints;
}

export interface ServiceOptions {
  readonly dataDir: string;
  readonly log: Log;
  readonly onFailure: (reason: string) => void;
  readonly progress: (step: string) => void;
  /** Runs what schedules invoke; there once `events.resume()` is called. */
  readonly host: Promise<FunctionHost>;
}

/** Starts the services one by one; `parts` ends each of them, the last first, also when a later one fails. */
export async function startServices(parts: AsyncDisposableStack, options: ServiceOptions): Promise<Services> {
  const { dataDir, log, progress } = options;
  progress('DynamoDB');
  const engine = await startEngine(findEngine(), subfolder(dataDir, 'dynamodb'), options.onFailure);
  parts.defer(() => engine.close());
  progress('SQS');
  const queues = await startQueues(subfolder(dataDir, 'sqs'));
  parts.defer(() => queues.close());
  progress('EventBridge and Scheduler');
  const senders = localClients({ dynamodb: engine.url, sqs: queues.url, events: engine.url }); // only its SQS is used
  parts.defer(() => senders.close());
  const server = await startEventServer({
    databaseFile: join(dataDir, 'events.db'),
    region: REGION,
    accountId: ACCOUNT_ID,
    paused: true,
    ...targetPorts({ host: options.host, sqs: senders.sqs, queueUrl: queues.queueUrl, log }),
    log,
  });
  let closing: Promise<void> | undefined;
  const events: EventServer = {
    ...server,
    close() {
      closing ??= server.close();
      return closing;
    },
  };
  parts.defer(() => events.close());
  return { engine, queues, events, endpoints: { dynamodb: engine.url, sqs: queues.url, events: events.url } };
}

/** Tells cheaply whether the engine's data has changed, where that can be told. */
export function changeHint(parts: AsyncDisposableStack, engine: RunningEngine, log: Log): ChangeHint | undefined {
  if (engine.databaseFile === undefined) return undefined;
  const hint = watchChanges(engine.databaseFile, log);
  parts.defer(() => hint.close());
  return hint;
}

function subfolder(dataDir: string, name: string): string {
  const folder = join(dataDir, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
