import { setTimeout as delay } from 'node:timers/promises';
import type { BatonEvent } from './answers.ts';
import { expect } from './failure.ts';
import { median, seconds } from './median.ts';
import type { Delivery, WaitLimit } from './receiver.ts';
import type { Scene } from './scene.ts';
import { type Submitted, submit } from './submit.ts';

/** The breach is known to the receiver this soon after the deadline, in the median. In milliseconds. */
export const PROMISED_LAG_MS = 2_000;

/** After this long past the deadline the demo no longer believes that anything comes. */
const PATIENCE_MS = 30_000;

/** Between submissions when the breach is repeated; no divisor of a second, so that deadlines fall anywhere within one. */
const STAGGER_MS = 1_130;

/** Nobody accepts: the warnings come, and the breach. Answers the milliseconds from deadline to receiver. */
export async function awaitBreach({ display, receiver, signal }: Scene, submitted: Submitted): Promise<number> {
  return await display.step('Nobody accepts it: warned, then breached', async ({ summary, detail, doing }) => {
    const { handoff, dueAt } = submitted;
    const limit = limitOf(submitted, signal);
    doing(`due at ${new Date(dueAt).toISOString()}`);
    // The second warning is not insisted on: where time is short, a warning that is overtaken goes into the breach.
    const isWarning = ({ event }: Delivery): boolean => isOf(event, handoff.id, 'clock.warned');
    const first = await receiver.waitFor('the warning', isWarning, limit);
    expect(Date.parse(first.event.occurredAt) < dueAt, 'the warning should come before the deadline');
    doing(`warned; due at ${new Date(dueAt).toISOString()}`);
    const breach = await breachOf(receiver, submitted, limit);
    const lag = breach.receivedAt - dueAt;
    for (const warning of receiver.deliveries().filter(isWarning)) {
      detail(
        `${relativeTo(dueAt, warning)}  clock.warned at ${Number(warning.event.data['fraction']) * 100} % of the time`,
      );
    }
    detail(`${relativeTo(dueAt, breach)}  clock.breached`);
    summary(`the breach reached the receiver ${seconds(lag)} after the deadline`);
    return lag;
  });
}

/** The breach is escalated until the fallback owner has it. */
export async function awaitEscalation(scene: Scene, submitted: Submitted): Promise<void> {
  const { display, receiver, signal, fallback, owner } = scene;
  await display.step('Escalated to the fallback owner', async ({ summary, detail }) => {
    const { handoff, dueAt } = submitted;
    const limit = limitOf(submitted, signal);
    for (const stepId of ['lead', 'fallback']) {
      const step = await receiver.waitFor(
        `the escalation step ${stepId}`,
        ({ event }) => isOf(event, handoff.id, 'escalation.triggered') && event.data['stepId'] === stepId,
        limit,
      );
      detail(`${relativeTo(dueAt, step)}  escalation.triggered ${stepId}`);
    }
    const moved = await receiver.waitFor(
      'the reassignment',
      ({ event }) => isOf(event, handoff.id, 'handoff.reassigned'),
      limit,
    );
    const { from, to } = moved.event.data;
    expect(ownerIn(from) === owner.id, `it should be taken from ${owner.name}`);
    expect(ownerIn(to) === fallback.id, `it should be given to ${fallback.name}`);
    detail(`${relativeTo(dueAt, moved)}  handoff.reassigned`);
    summary(`${owner.name} → ${fallback.name}`);
  });
}

/** Breaches until there are `runs` of them, `first` included, and answers the median lag in milliseconds. */
export async function repeatBreach(scene: Scene, first: number, runs: number): Promise<number> {
  const { display, receiver, signal } = scene;
  return await display.step(`The same breach, ${runs} times in all`, async ({ summary, detail, doing }) => {
    const waiting: Promise<number>[] = [];
    for (let run = 2; run <= runs; run += 1) {
      doing(`${run} of ${runs} submitted`);
      const submitted = await submit(scene, `acc_${run}`);
      const lag = breachOf(receiver, submitted, limitOf(submitted, signal)).then(
        ({ receivedAt }) => receivedAt - submitted.dueAt,
      );
      lag.catch(() => undefined); // reported below, where all of them are awaited
      waiting.push(lag);
      if (run < runs) await delay(STAGGER_MS, undefined, { signal });
    }
    const lags = [first, ...(await Promise.all(waiting))];
    const middle = median(lags);
    detail(
      lags
        .toSorted((a, b) => a - b)
        .map(seconds)
        .join('  '),
    );
    summary(`median ${seconds(middle)} after the deadline, worst ${seconds(Math.max(...lags))}`);
    expect(middle < PROMISED_LAG_MS, `the median should be below ${seconds(PROMISED_LAG_MS)}`);
    return middle;
  });
}

async function breachOf(
  receiver: Scene['receiver'],
  { handoff, dueAt }: Submitted,
  limit: WaitLimit,
): Promise<Delivery> {
  const isBreach = ({ event }: Delivery): boolean => isOf(event, handoff.id, 'clock.breached');
  const breach = await receiver.waitFor('the breach', isBreach, limit);
  const { occurredAt, detectedAt } = breach.event;
  expect(Date.parse(occurredAt) === dueAt, `the breach should have occurred when it was due, not at ${occurredAt}`);
  expect(breach.receivedAt >= dueAt, 'the breach was announced before the deadline');
  expect(detectedAt === undefined || detectedAt >= occurredAt, 'the breach was detected before it occurred');
  const ids = new Set(
    receiver
      .deliveries()
      .filter(isBreach)
      .map(({ webhookId }) => webhookId),
  );
  expect(ids.size === 1, `there should be one webhook id of the breach, not ${ids.size}`);
  return breach;
}

function limitOf({ dueAt }: Submitted, signal: AbortSignal): WaitLimit {
  return { milliseconds: Math.max(0, dueAt - Date.now()) + PATIENCE_MS, signal };
}

function isOf(event: BatonEvent, handoffId: string, type: string): boolean {
  return event.handoffId === handoffId && event.type === type;
}

function ownerIn(holder: unknown): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, 'ownerId') : undefined;
}

/** When it was received, against the deadline: `-1.99 s`, `+0.21 s`. */
function relativeTo(dueAt: number, { receivedAt }: Delivery): string {
  const apart = receivedAt - dueAt;
  return `${apart < 0 ? '-' : '+'}${seconds(Math.abs(apart))}`;
}
