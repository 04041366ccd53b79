import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LocalClients, localClients } from './clients.ts';
import { cursorKeyIn } from './cursor-key.ts';
import { claimDataFolder } from './data-folder.ts';
import { mendStream } from './engine/mend-stream.ts';
import { applyEnvironment, type Egress, type Endpoints, functionEnvironment } from './environment.ts';
import { ensureBus, ensureSchedules } from './event-resources.ts';
import { startGateway } from './gateway/gateway.ts';
import { requireFreePort } from './gateway/listen.ts';
import type { Adversity } from './host/adversity.ts';
import { type FunctionHost, startFunctionHost } from './host/function-host.ts';
import { openFunctionLogs } from './host/function-logs.ts';
import { type Handlers, loadHandlers } from './host/handlers.ts';
import type { Log } from './log.ts';
import { type Checkpoints, openCheckpoints } from './mappings/checkpoints.ts';
import { ensureQueues } from './queues/create-queues.ts';
import { QUEUE_DEFINITIONS } from './queues/queue-definitions.ts';
import { TABLE_NAME } from './resources.ts';
import { changeHint, type Services, startServices } from './services.ts';
import { RELAY_MAPPING, startQueueMappings, startRelayMapping } from './start-mappings.ts';
import { ensureTable } from './table/create-table.ts';

export interface StackOptions {
  /** Port of the HTTP API on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Everything the stack keeps. */
  readonly dataDir: string;
  readonly egress: Egress;
  readonly log: Log;
  /** Called once if the stack can no longer work, and must be closed. */
  readonly onFailure: (reason: string) => void;
  /** What is being done, for whoever waits. */
  readonly onProgress?: (step: string) => void;
  /** Folder of the functions, or the functions themselves. The product's own by default. */
  readonly functions?: string | Handlers;
  /** Shows the functions' output beside keeping it. */
  readonly echoLogs?: boolean;
  readonly adversity?: Adversity;
}

export interface Stack {
  /** The HTTP API. */
  readonly url: string;
  readonly endpoints: Endpoints;
  readonly streamArn: string;
  queueUrl(name: string): string;
  /** Finishes what is under way and ends everything; the rest goes on at the next start. */
  close(): Promise<void>;
}

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../../functions', import.meta.url));

/**
 * Starts the whole system on this machine. The environment variables of the functions are this process's own, so there
 * is one stack per process. Throws StartUpError for what the user can mend; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  await using parts = new AsyncDisposableStack();
  const { log, dataDir, onFailure, onProgress: progress = () => undefined } = options;
  const folder = await claimDataFolder(dataDir);
  parts.defer(() => folder.release());
  await requireFreePort(options.port);
  const { promise: host, resolve: hostStarted } = Promise.withResolvers<FunctionHost>();
  const services = await startServices(parts, { dataDir, log, onFailure, progress, host });
  const clients = localClients(services.endpoints);
  parts.defer(() => clients.close());
  progress('table, queues, bus, schedules');
  const checkpoints = openCheckpoints(join(dataDir, 'checkpoints.db'));
  parts.defer(() => checkpoints.close());
  const { streamArn } = await prepare(services, clients, checkpoints, log);
  progress('functions');
  hostStarted(await startHost(parts, services, options));
  progress('HTTP API');
  const gateway = await startGateway({ port: options.port, host: await host, log });
  parts.defer(() => gateway.close());
  const changed = changeHint(parts, services.engine, log)?.changed;
  const mappingParts = { clients, queues: services.queues, checkpoints, host: await host, streamArn, changed, log };
  const mappings = [startRelayMapping(mappingParts), ...startQueueMappings(mappingParts)];
  services.events.resume();
  const running = parts.move();
  return {
    url: gateway.url,
    endpoints: services.endpoints,
    streamArn,
    queueUrl: services.queues.queueUrl,
    async close() {
      folder.announceEnd();
      // First everything that brings work, at once; then, last started first, what that work needs.
      await Promise.all([gateway, ...mappings].map((source) => source.close()));
      await running.disposeAsync();
    },
  };
}

/** Makes all resources be there. */
async function prepare(
  { engine, queues }: Services,
  clients: LocalClients,
  checkpoints: Checkpoints,
  log: Log,
): Promise<{ readonly streamArn: string }> {
  const [{ streamArn }] = await Promise.all([
    ensureTable(clients.dynamodb, TABLE_NAME),
    ensureQueues(clients.sqs, queues, QUEUE_DEFINITIONS),
    ensureBus(clients),
    ensureSchedules(clients),
  ]);
  if (engine.databaseFile !== undefined) {
    mendStream({
      databaseFile: engine.databaseFile,
      tableName: TABLE_NAME,
      handledUpTo: checkpoints.handledUpTo([RELAY_MAPPING], streamArn),
      nowEpochSeconds: Math.floor(Date.now() / 1000),
      log,
    });
  }
  return { streamArn };
}

/** Loads the functions into an environment in which every AWS client stays on this machine. */
async function startHost(
  parts: AsyncDisposableStack,
  { queues, endpoints, events }: Services,
  options: StackOptions,
): Promise<FunctionHost> {
  const { functions = FUNCTIONS_FOLDER, dataDir, adversity, echoLogs = false } = options;
  parts.defer(applyEnvironment(functionEnvironment(endpoints, queues.queueUrl, options.egress, cursorKeyIn(dataDir))));
  const handlers = typeof functions === 'string' ? await loadHandlers(functions) : functions;
  const logs = openFunctionLogs(join(dataDir, 'logs'), echoLogs);
  parts.defer(() => logs.close());
  const host = startFunctionHost({ handlers, logs, adversity });
  parts.defer(() => host.idle());
  parts.defer(() => events.close()); // before the host rests: it brings work too
  return host;
}
