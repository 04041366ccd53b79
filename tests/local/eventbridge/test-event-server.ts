import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { onTestFinished } from 'vitest';
import type { FunctionInvocation, QueueMessage } from '#local/eventbridge/delivery/invocation.ts';
import { type EventServer, type EventServerOptions, startEventServer } from '#local/eventbridge/server.ts';
import { ManualClock } from './manual-clock.ts';
import { ACCOUNT, REGION } from './names.ts';

/** A server on a file of its own, the SDK's clients for it, and what it delivered. */
export interface TestEventServer {
  readonly server: EventServer;
  readonly clock: ManualClock;
  readonly events: EventBridgeClient;
  readonly scheduler: SchedulerClient;
  readonly databaseFile: string;
  readonly invocations: FunctionInvocation[];
  readonly messages: QueueMessage[];
  /** Set to make deliveries fail; called with the ARN. */
  failWith: ((arn: string) => Error | undefined) | undefined;
  advanceTo(instant: string | number): Promise<void>;
}

export async function startTestEventServer(
  options: Partial<EventServerOptions> & { readonly at?: string } = {},
): Promise<TestEventServer> {
  const databaseFile = options.databaseFile ?? join(temporaryFolder(), 'events.sqlite');
  const clock = new ManualClock(options.at ?? '2026-11-22T09:00:00.000Z');
  const invocations: FunctionInvocation[] = [];
  const messages: QueueMessage[] = [];
  // The server may deliver a backlog before it has returned.
  const faults: Pick<TestEventServer, 'failWith'> = { failWith: undefined };
  const server = await startEventServer({
    accountId: ACCOUNT,
    region: REGION,
    databaseFile,
    clock,
    random: () => 0,
    async invoke(invocation) {
      const failure = faults.failWith?.(invocation.arn);
      if (failure !== undefined) throw failure;
      invocations.push(invocation);
    },
    async sendMessage(message) {
      const failure = faults.failWith?.(message.queueArn);
      if (failure !== undefined) throw failure;
      messages.push(message);
    },
    ...options,
  });
  const client = {
    endpoint: server.url,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const test: TestEventServer = Object.assign(faults, {
    server,
    clock,
    events: new EventBridgeClient(client),
    scheduler: new SchedulerClient(client),
    databaseFile,
    invocations,
    messages,
    advanceTo: (instant: string | number) => clock.advanceTo(instant, () => server.idle()),
  });
  onTestFinished(async () => {
    test.events.destroy();
    test.scheduler.destroy();
    await server.close(0);
  });
  return test;
}

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-events-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The exception of a refused call, `Name: message`; a call that succeeds fails the test. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('the call was not refused'),
    (refusal: unknown) => refusal,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** The HTTP status of a refused call. */
export async function statusOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'the call was not refused',
    (error: { readonly $metadata?: { readonly httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );
}
