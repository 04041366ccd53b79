import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { addSeconds } from '#domain/instant.ts';
import type { Adversity, Fate } from '#local/host/adversity.ts';
import type { FunctionName } from '#local/resources.ts';
import { type Stack, startStack } from '#local/stack.ts';
import { createSweeper } from '#runtime/deadlines.ts';
import { sweepDeadlines } from '#services/deadline/sweep-deadlines.ts';
import { type Chance, chanceFrom } from '../services/deadline/simulation/chance.ts';
import { eventually } from './support/eventually.ts';
import { temporaryFolder } from './support/stack.ts';
import type { TimelineEvent } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

const HANDOFFS = 8;
/** After so many seconds the sweeper takes a timer for lost. */
const GRACE_SECONDS = 90;

const CONTRACT: Partial<ContractBodyInput> = {
  clocks: [
    {
      name: 'accept',
      start: 'submitted',
      stop: ['accepted', 'rejected'],
      target: 'PT4S',
      targets: { low: 'PT6S' },
      warnAt: [0.5],
    },
    {
      name: 'complete',
      start: 'accepted',
      stop: ['completed'],
      target: 'PT5S',
      targets: { low: 'PT7S' },
      warnAt: [0.2, 0.6],
      pausable: true,
    },
  ],
  pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'], maxPause: 'PT3S' }],
  escalation: [
    {
      clock: 'accept',
      steps: [
        { id: 'hand_on', at: { afterBreach: 'PT0S' }, notify: ['owner'], reassign: { to: 'fallback' } },
        { id: 'again', at: { afterBreach: 'PT1S' }, notify: ['owner'], repeat: { every: 'PT1S', times: 2 } },
      ],
    },
  ],
};

const folder = temporaryFolder();
let adversity: Adversity = () => ({ kind: 'run' });
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    port: 0,
    dataDir: join(folder, 'data'),
    egress: 'loopback',
    log: () => undefined,
    onFailure: (reason) => {
      throw new Error(reason);
    },
    adversity: (invocation) => adversity(invocation),
  });
});
afterAll(async () => {
  await closeWorlds();
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Nobody waits for these. */
const BEHIND_THE_SCENES: readonly FunctionName[] = ['relay', 'dispatch', 'deliver', 'deadline'];

/** Firings are lost, late and repeated; batches of the stream come twice, at once, soon again, or after a death. */
function weatherFrom(chance: Chance): Adversity {
  return ({ functionName }) => {
    if (!BEHIND_THE_SCENES.includes(functionName)) return { kind: 'run' };
    const milliseconds = chance.below(functionName === 'deadline' ? 2_500 : 500);
    const fates: readonly [Fate, ...Fate[]] = [
      { kind: 'run' },
      { kind: 'delay', milliseconds },
      { kind: 'echo', milliseconds: milliseconds * 4 },
      { kind: 'repeat', times: 3 },
    ];
    if (functionName === 'deadline') return chance.happens(0.35) ? { kind: 'lose' } : chance.pick(fates);
    // a queue gives again only after minutes what died, the stream at once
    if (functionName === 'relay') return chance.happens(0.2) ? { kind: 'fail-after' } : chance.pick(fates);
    return chance.pick(fates);
  };
}

/** Asks for one thing after another; what the handoff is not in a state for is refused. */
async function trouble({ tenant, ana }: World, id: string, chance: Chance): Promise<void> {
  const commands = ['accept', 'pause', 'resume', 'reprioritize', 'notes', 'complete'] as const;
  for (let turn = 0; turn < 5; turn++) {
    await delay(200 + chance.below(1_300)); // at no particular moment
    const command = chance.pick(commands);
    const resumeBy = new Date(Date.now() + 300 + chance.below(5_000)).toISOString();
    const json = {
      accept: { ownerId: ana },
      pause: { reason: 'awaiting_customer', resumeBy },
      resume: {},
      // to longer targets only: one that had passed already would be due a quarter of an hour later
      reprioritize: { priority: 'low' },
      notes: { text: 'Called them.' },
      complete: { outcome: { kickoffHeldAt: chance.happens(0.3) ? resumeBy : '' } },
    }[command];
    const { status, text } = await tenant.call('POST', `/v1/handoffs/${id}/${command}`, { json });
    if (![200, 409, 422].includes(status)) throw new Error(`${command}: ${status} ${text}`);
  }
}

/** What the sweeper would do once its grace is over, without waiting for that. */
async function sweepAfterGrace(): Promise<number> {
  const { system, index } = createSweeper(process.env);
  const metrics = { detectionLag: () => undefined, repairedDeadlines: () => undefined };
  const ahead = { ...system, metrics, now: () => addSeconds(system.now(), GRACE_SECONDS) };
  const { repaired } = await sweepDeadlines(ahead, index, (_handoff, error) => {
    throw error;
  });
  return repaired;
}

const clockData = z.looseObject({ clock: z.string(), attempt: z.number(), dueAt: z.string().optional() });
const resumedData = z.looseObject({ cause: z.string(), clocks: z.array(clockData) });
const OF_ITSELF = ['clock.warned', 'clock.breached', 'escalation.triggered'];

/** What fell due by itself, by what makes it that and no other: no two of a timeline are the same. */
function deadlinesOf(timeline: readonly TimelineEvent[]): string[] {
  return timeline
    .filter(({ type }) => OF_ITSELF.includes(type))
    .map(({ type, data }) => {
      const { clock, attempt, fraction, stepId, repetition } = clockData.parse(data);
      return JSON.stringify([type, clock, attempt, fraction, stepId, repetition]);
    });
}

/** The breaches, each beside the instant at which the clock had last said that it would be due. */
function breachesOf(timeline: readonly TimelineEvent[]): { occurredAt: string; announced: string | undefined }[] {
  const due = new Map<string, string | undefined>();
  return timeline.flatMap(({ type, occurredAt, data }) => {
    if (type === 'handoff.resumed')
      for (const { clock, dueAt } of resumedData.parse(data).clocks) due.set(clock, dueAt);
    if (type === 'clock.started' || type === 'clock.retargeted') {
      const { clock, dueAt } = clockData.parse(data);
      due.set(clock, dueAt);
    }
    return type === 'clock.breached' ? [{ occurredAt, announced: due.get(clockData.parse(data).clock) }] : [];
  });
}

async function expectRecordedOnce({ tenant, receiver }: World, id: string): Promise<void> {
  const timeline = await tenant.timeline(id);
  expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
  const deadlines = deadlinesOf(timeline);
  expect(deadlines).toEqual([...new Set(deadlines)]);
  for (const { occurredAt, announced } of breachesOf(timeline)) expect(occurredAt).toBe(announced);
  for (const { occurredAt, detectedAt = occurredAt } of timeline) expect(detectedAt >= occurredAt).toBe(true);
  // a read counts what is due beside what is recorded: nothing is left of the one that is not in the other
  const { version, nextDeadlineAt } = await tenant.handoff(id);
  expect({ version, nextDeadlineAt }).toEqual({ version: timeline.length, nextDeadlineAt: null });
  await eventually('every event is received', () => receiver.about(id).length === timeline.length);
  expect(receiver.about(id).map(({ event }) => event)).toEqual(timeline);
  const copies = receiver.received.filter(({ event }) => event.handoffId === id);
  const messages = Map.groupBy(copies, ({ event }) => event.id);
  for (const group of messages.values()) expect(new Set(group.map((copy) => copy.id)).size).toBe(1);
}

test('with firings lost, late and repeated, and batches of the stream given again, each deadline is recorded once at its true instant and told under one id, after one sweep', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const chance = chanceFrom(seed);
  const world = await openWorld(stack, { contract: CONTRACT });
  const weather = weatherFrom(chance);
  const { id: forsaken } = await world.submit();
  adversity = (invocation) => {
    const isForsaken = invocation.functionName === 'deadline' && JSON.stringify(invocation.event).includes(forsaken);
    return isForsaken ? { kind: 'lose' } : weather(invocation);
  };
  try {
    const born = await Promise.all(Array.from({ length: HANDOFFS }, (_, index) => world.submit(`acme-${index}`)));
    const ids = born.map(({ id }) => id);
    await Promise.all(ids.map((id) => trouble(world, id, chance)));
    await eventually('nothing is due any more', async () => {
      const handoffs = await Promise.all([forsaken, ...ids].map((id) => world.tenant.handoff(id)));
      return handoffs.every(({ nextDeadlineAt }) => nextDeadlineAt === null);
    });
    adversity = () => ({ kind: 'run' });
    expect(await sweepAfterGrace()).toBeGreaterThanOrEqual(1);
    expect(await sweepAfterGrace()).toBe(0);
    for (const id of [forsaken, ...ids]) await expectRecordedOnce(world, id);
    const late = (await world.tenant.timeline(forsaken)).filter(({ detectedAt }) => detectedAt !== undefined);
    expect(late.map(({ type }) => type)).toContain('clock.breached');
  } catch (error) {
    throw new Error(`with seed ${seed}`, { cause: error });
  }
});
