import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Arrivals } from './arrivals.ts';
import { median } from './run-child.ts';

/** One of those that are compared: a stack under a load, and the receiver whose deliveries are timed. */
export interface Contestant {
  readonly arrivals: Arrivals;
  /** Deliveries that arrive there of one `submit`. */
  readonly perSubmission: number;
  submit(): Promise<unknown>;
}

export interface Turns {
  readonly rounds: number;
  /** How long a contestant is under load before the next one is. */
  readonly seconds: number;
}

export interface TimedDeliveries {
  /** From a fact to its arrival, of all rounds together. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p99MsOfRounds: readonly number[];
  /** How much of the machine was at work meanwhile, from 0 to 1. */
  readonly busy: number;
}

/**
 * Submits once a second, to one contestant after the other, in rounds: whatever else the machine does then meets all of
 * them. That is so little that two cores are not busy, and what is measured is waiting, not work. Every other round goes
 * backwards, so that none always comes after the same one.
 */
export async function timeInTurns(
  contestants: readonly Contestant[],
  { rounds, seconds }: Turns,
): Promise<readonly TimedDeliveries[]> {
  const phases = contestants.map((): Phase[] => []);
  const order = [...contestants.keys()];
  for (let round = 0; round < rounds; round++) {
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      const contestant = contestants[index];
      if (contestant !== undefined) phases[index]?.push(await timePhase(contestant, seconds));
    }
  }
  return phases.map(summarise);
}

/** What `of` takes for as long as `base` does once, in the middle of the rounds. */
export function ratioInRounds(of: TimedDeliveries, base: TimedDeliveries): number {
  return median(of.p99MsOfRounds.map((p99Ms, round) => p99Ms / (base.p99MsOfRounds[round] ?? Number.NaN)));
}

interface Phase {
  readonly latenciesMs: readonly number[];
  readonly busy: number;
}

async function timePhase({ arrivals, perSubmission, submit }: Contestant, seconds: number): Promise<Phase> {
  arrivals.latenciesMs.length = 0;
  const before = machine();
  const submissions: Promise<unknown>[] = [];
  for (let second = 0; second < seconds; second++) {
    submissions.push(submit());
    await delay(1000);
  }
  const after = machine();
  await Promise.all(submissions);
  await arrivals.until(submissions.length * perSubmission);
  const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
  return { latenciesMs: arrivals.latenciesMs.splice(0), busy };
}

function summarise(phases: readonly Phase[]): TimedDeliveries {
  const all = phases.flatMap(({ latenciesMs }) => latenciesMs);
  return {
    p50Ms: quantile(all, 0.5),
    p99Ms: quantile(all, 0.99),
    p99MsOfRounds: phases.map(({ latenciesMs }) => quantile(latenciesMs, 0.99)),
    busy: median(phases.map(({ busy }) => busy)),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds that its cores have been idle, and all that they have had. */
function machine(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((each) => Object.values(each))) };
}

export function timedRow(name: string, { p50Ms, p99Ms, busy }: TimedDeliveries): string {
  const ms = (value: number): string => `${value.toFixed(0).padStart(5)} ms`;
  return `  ${name.padEnd(46)} p50 ${ms(p50Ms)}  p99 ${ms(p99Ms)}  machine ${(100 * busy).toFixed(0)} % busy\n`;
}

/** @returns what is printed of `ratio`, and whether it is within `bar` */
export function ratioRow(
  name: string,
  ratio: number,
  bar: number,
): { readonly text: string; readonly within: boolean } {
  const within = ratio < bar;
  return { within, text: `  ${name.padEnd(46)} ${ratio.toFixed(2)}  bar ${bar}  ${within ? 'ok' : 'OVER'}\n` };
}
