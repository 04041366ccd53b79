import { apiClient } from './api-client.ts';
import { awaitBreach, awaitEscalation, repeatBreach } from './breach.ts';
import type { Display } from './display.ts';
import { DemoFailure } from './failure.ts';
import { acceptLate, complete } from './finish.ts';
import { startReceiver } from './receiver.ts';
import { setUp } from './set-up.ts';
import { refuseUnready, submitReady } from './submit.ts';
import { startThrowAwayStack } from './throw-away-stack.ts';
import { expectAllDelivered, readTimeline, timelineTable } from './timeline.ts';

export interface DemoResult {
  /** From the deadline to the receiver, in milliseconds; the median where the breach was repeated. */
  readonly lagMs: number;
}

/**
 * The main job from sign-up to completion, on a stack that begins and ends with it. Throws DemoFailure at the first thing
 * that is not as promised, and the reason of `signal` when that aborts; everything is ended and removed in any case.
 */
export async function runDemo(options: {
  readonly display: Display;
  readonly runs: number;
  readonly signal: AbortSignal;
}): Promise<DemoResult> {
  const { display, runs } = options;
  await using parts = new AsyncDisposableStack();
  const lost = new AbortController();
  const signal = AbortSignal.any([options.signal, lost.signal]);
  const receiver = await startReceiver();
  parts.defer(() => receiver.close());
  const stack = await display.step('Start a throw-away Baton', async ({ summary }) => {
    const started = await startThrowAwayStack({ signal, onLost: (reason) => lost.abort(new DemoFailure(reason)) });
    parts.defer(() => started.close());
    summary(started.url);
    return started;
  });

  const scene = await setUp({ display, signal, receiver }, apiClient(stack.url, signal));
  await refuseUnready(scene);
  const submitted = await submitReady(scene);
  const lag = await awaitBreach(scene, submitted);
  await awaitEscalation(scene, submitted);
  await acceptLate(scene, submitted);
  await complete(scene, submitted);
  const events = await readTimeline(scene, submitted);
  await expectAllDelivered(scene, events);
  display.line('');
  for (const line of timelineTable(scene, events)) display.line(`  ${line}`);
  display.line('');
  if (runs === 1) return { lagMs: lag };
  return { lagMs: await repeatBreach(scene, lag, runs) };
}
