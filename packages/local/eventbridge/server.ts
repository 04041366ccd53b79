import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '../aws-protocol/clock.ts';
import { type AwsReply, type AwsRequest, startHttpEndpoint } from '../aws-protocol/http-endpoint.ts';
import { answerJsonProtocol } from '../aws-protocol/json-protocol.ts';
import { answerRestProtocol } from '../aws-protocol/rest-protocol.ts';
import { ScheduleFiring } from '../scheduler/fire-schedules.ts';
import { schedulerRoutes } from '../scheduler/routes.ts';
import { DEFAULT_GROUP } from '../scheduler/schedule-groups.ts';
import { ScheduleStore, type StoredSchedule } from '../scheduler/schedule-store.ts';
import type { SchedulerQuotas } from '../scheduler/scheduler-context.ts';
import { Database } from './database.ts';
import { Dispatcher } from './delivery/dispatcher.ts';
import type { TargetPorts } from './delivery/invocation.ts';
import { Journal } from './delivery/journal.ts';
import { DEFAULT_BUS, type EventBusQuotas } from './event-bus-context.ts';
import type { Identity } from './identity.ts';
import { eventBridgeOperations } from './operations.ts';
import { patternCache } from './pattern/pattern-cache.ts';
import { RuleStore } from './rule-store.ts';
import { TagStore } from './tag-store.ts';

export interface EventServerOptions extends Identity, TargetPorts {
  /** The SQLite file that keeps everything; made if it is not there. */
  readonly databaseFile: string;
  /** The port on 127.0.0.1; a free one by default. */
  readonly port?: number;
  readonly clock?: Clock;
  /** 0 to 1; spreads flexible windows, precision and retries. */
  readonly random?: () => number;
  /** A schedule fires within this many seconds of its instant: 0, at once, by default; AWS promises 60. */
  readonly precisionSeconds?: number;
  readonly quotas?: Partial<SchedulerQuotas & EventBusQuotas>;
  /** True to answer requests but fire and deliver nothing until `resume()`. */
  readonly paused?: boolean;
  readonly log?: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

export interface EventServer {
  /** For the SDK clients of both EventBridge and EventBridge Scheduler. */
  readonly url: string;
  /** Begins to fire and deliver, the backlog of an earlier run first. Only needed after a start with `paused`. */
  resume(): void;
  /** Resolves when no delivery is under way. Those that wait for a retry are not. */
  idle(): Promise<void>;
  /** The number of accepted invocations that are not delivered yet. */
  pendingInvocations(): number;
  /**
   * Refuses new requests, fires no more, and waits for deliveries under way, at most `limitMilliseconds` (5 s by
   * default). What is not delivered by then is delivered again after the next start.
   */
  close(limitMilliseconds?: number): Promise<void>;
}

const QUOTAS = { schedules: 10_000_000, groups: 500, buses: 100, rulesPerBus: 300, targetsPerRule: 5 };
const CLOSE_LIMIT_MILLISECONDS = 5000;

/**
 * Starts EventBridge and EventBridge Scheduler on one loopback endpoint, for the unmodified SDK clients. Whatever the
 * API has answered survives the death of the process. Rejects if the port is taken or the file cannot be used.
 */
export async function startEventServer(options: EventServerOptions): Promise<EventServer> {
  const { clock = systemClock, log = () => {} } = options;
  const database = new Database(options.databaseFile);
  try {
    const parts = assemble(database, options, clock, log);
    const onUnexpected = (error: unknown): void => log('a request failed unexpectedly', { error });
    const endpoint = await startHttpEndpoint(options.port ?? 0, parts.answer, onUnexpected);
    if (options.paused !== true) parts.resume();
    const shutDown = async (limitMilliseconds: number): Promise<void> => {
      parts.stop();
      await withinLimit(Promise.all([endpoint.close(), parts.dispatcher.idle()]), limitMilliseconds);
      endpoint.abort();
      database.close();
    };
    let closing: Promise<void> | undefined;
    return {
      url: endpoint.url,
      resume: parts.resume,
      idle: () => parts.dispatcher.idle(),
      pendingInvocations: () => parts.journal.count(),
      close(limitMilliseconds = CLOSE_LIMIT_MILLISECONDS) {
        closing ??= shutDown(limitMilliseconds);
        return closing;
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function assemble(
  database: Database,
  options: EventServerOptions,
  clock: Clock,
  log: NonNullable<EventServerOptions['log']>,
) {
  const { random = Math.random } = options;
  const identity: Identity = { accountId: options.accountId, region: options.region };
  const quotas = { ...QUOTAS, ...options.quotas };
  const [rules, schedules, tags] = [new RuleStore(database), new ScheduleStore(database), new TagStore(database)];
  const journal = new Journal(database);
  const dispatcher = new Dispatcher({ journal, clock, ports: options, random, log });
  const delayOf = ({ request }: Pick<StoredSchedule, 'request'>): number => {
    const windowSeconds = (request.FlexibleTimeWindow.MaximumWindowInMinutes ?? 0) * 60;
    return Math.floor((windowSeconds + (options.precisionSeconds ?? 0)) * 1000 * random());
  };
  const firing = new ScheduleFiring({ database, schedules, journal, dispatcher, clock, identity, delayOf });
  const shared = { identity, clock, database, tags, quotas };
  seedDefaults(database, rules, schedules, clock.now());
  const operations = eventBridgeOperations({
    ...shared,
    rules,
    journal,
    newEventId: randomUUID,
    patternOf: patternCache(),
    invocationsAccepted: () => dispatcher.wake(),
  });
  const routes = schedulerRoutes({ ...shared, schedules, delayOf, schedulesChanged: () => firing.wake() });
  const onUnexpected = (error: unknown): void => log('a request failed unexpectedly', { error });
  return {
    journal,
    dispatcher,
    answer: (request: AwsRequest): AwsReply =>
      request.target === undefined
        ? answerRestProtocol(request, routes, onUnexpected)
        : answerJsonProtocol(request, operations, onUnexpected),
    resume(): void {
      dispatcher.start();
      firing.start();
    },
    stop(): void {
      firing.stop();
      dispatcher.stop();
    },
  };
}

function seedDefaults(database: Database, rules: RuleStore, schedules: ScheduleStore, now: number): void {
  database.transaction(() => {
    const times = { createdAt: now, modifiedAt: now };
    if (rules.findBus(DEFAULT_BUS) === undefined) rules.putBus({ name: DEFAULT_BUS, description: undefined, ...times });
    if (schedules.findGroup(DEFAULT_GROUP) === undefined) {
      schedules.insertGroup({ name: DEFAULT_GROUP, clientToken: undefined, ...times });
    }
  });
}

/** Real time, whatever the services' clock: a shutdown must end. */
async function withinLimit(work: Promise<unknown>, limitMilliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, limitMilliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
