import { createDeadlineTimers, createWaker } from '#aws/deadline-timers.ts';
import { OneTimeSchedules } from '#aws/schedules.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import { handoffRefSchema } from '#runtime/messages.ts';
import { fireDeadline } from '#services/deadline/fire-deadline.ts';
import { sweepDeadlines } from '#services/deadline/sweep-deadlines.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';
import type { RecordedCommit } from '#storage/commit.ts';
import { DueIndex } from '#storage/due-index.ts';
import { BIRTH } from '../../../support/instants.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { type Life, type LifePlan, startLife } from './life.ts';
import { simulateQueue } from './queue.ts';
import { simulateScheduler } from './scheduler.ts';
import { simulateStream } from './stream.ts';
import { simulateTable } from './table.ts';
import { furnish, type SimulatedTenant, simulateTenant } from './tenant.ts';
import { Timeline } from './timeline.ts';
import type { Weather } from './weather.ts';

const HOUR_MS = 3_600_000;
/** As docs/architecture.md says of the function `sweep`. */
export const SWEEP_PERIOD_SECONDS = 300;
/** By then nothing of the contract's is due any more, whatever was asked of a handoff. */
const END: Instant = instantFromEpoch(epochOf(BIRTH) + 18 * HOUR_MS);

/** What there is to see of a world once everything is over. */
export interface Past {
  readonly end: Instant;
  readonly lives: readonly { readonly life: Life; readonly history: readonly HandoffEvent[] }[];
  /** What the metrics said, in order. */
  readonly lags: readonly number[];
  readonly repaired: readonly number[];
  /** Commits in which nobody but Baton itself acted, and whether that was the sweeper. */
  readonly recordings: readonly { readonly commit: RecordedCommit; readonly swept: boolean }[];
  readonly published: ReadonlySet<string>;
  /** When the schedule of a handoff reached the deadline function. */
  readonly fired: readonly { readonly handoffId: string; readonly at: Instant }[];
  readonly armed: readonly string[];
}

interface World {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly now: () => Instant;
}

/** Leads the handoffs of `plans` through weather that `seed` decides, sweeps every five minutes, and waits for the end. */
export async function leadWorld(seed: number, weather: Weather, plans: readonly LifePlan[]): Promise<Past> {
  const timeline = new Timeline(epochOf(BIRTH));
  const world: World = { timeline, chance: chanceFrom(seed), weather, now: () => instantFromEpoch(timeline.now) };
  const recordings: { commit: RecordedCommit; swept: boolean }[] = [];
  let sweeping = false;
  const client = simulateTable(world, (commit) => {
    if (commit.events.every(({ actor }) => actor.type === 'system')) recordings.push({ commit, swept: sweeping });
    toStream(commit);
  });
  const tenant = simulateTenant(client, world.now);
  const timers = assembleTimers(world, tenant);
  const toStream = simulateStream(world, timers.relay);
  await furnish(tenant.call());
  const lives = await Promise.all(plans.map((plan, index) => startLife(world, tenant, idOf(index), plan)));
  const sweep = async (): Promise<void> => {
    sweeping = true;
    const { failed } = await sweepDeadlines(timers.system, new DueIndex(client, 'baton'), (_handoff, error) => {
      throw error;
    });
    if (failed > 0) throw new Error('a sweep failed');
    sweeping = false;
    timeline.after(SWEEP_PERIOD_SECONDS * 1000, sweep);
  };
  timeline.after(world.chance.below(SWEEP_PERIOD_SECONDS * 1000), sweep);
  await timeline.runUntil(epochOf(END));
  const histories = await Promise.all(lives.map(({ id }) => historyOf(tenant, id)));
  return {
    end: END,
    lives: lives.map((life, index) => ({ life, history: histories[index] ?? [] })),
    recordings,
    ...timers.seen,
    armed: timers.armed(),
  };
}

/** The product's own relay and deadline functions between the simulated services. */
function assembleTimers(world: World, { enter }: SimulatedTenant) {
  const seen = {
    lags: [] as number[],
    repaired: [] as number[],
    published: new Set<string>(),
    fired: [] as { handoffId: string; at: Instant }[],
  };
  const metrics = {
    detectionLag: (seconds: number) => void seen.lags.push(seconds),
    repairedDeadlines: (count: number) => void seen.repaired.push(count),
  };
  const system = { enter, now: world.now, metrics };
  const fire = async (input: unknown): Promise<void> => {
    await fireDeadline(system, { wake: createWaker(queue, 'deadlines') }, handoffRefSchema.parse(input));
  };
  const queue = simulateQueue(world, fire);
  const scheduler = simulateScheduler(world, async (input) => {
    seen.fired.push({ handoffId: handoffRefSchema.parse(input).handoffId, at: world.now() });
    await fire(input);
  });
  const target = { arn: 'deadline', roleArn: 'role', deadLetterArn: 'dead' };
  const schedules = new OneTimeSchedules(scheduler.client, 'baton', target);
  const timers = createDeadlineTimers({ schedules, queue, queueUrl: 'deadlines', now: world.now });
  const bus = {
    publish: async (events: readonly RecordedEvent[]) => {
      for (const { event } of events) seen.published.add(event.id);
    },
  };
  const relay = async (commits: readonly RecordedCommit[]): Promise<void> => {
    const nowhere = { send: async () => undefined };
    const stuck = await publishCommits(
      { bus, timers, enter, routing: nowhere, replays: nowhere, deletions: nowhere, zones: nowhere },
      commits,
    );
    if (stuck !== undefined) throw stuck.error;
  };
  return { system, relay, seen, armed: scheduler.names };
}

function idOf(index: number): string {
  return `hnd_${String(index + 1).padStart(26, '0')}`;
}

async function historyOf({ call }: SimulatedTenant, id: string): Promise<HandoffEvent[]> {
  const { data, more } = await call().stores.handoffs.events(id, { afterSequence: 0, limit: 1000 });
  if (more) throw new Error('a life with more than a thousand events');
  return data;
}
