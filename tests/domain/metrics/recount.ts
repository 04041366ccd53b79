import { Temporal } from 'temporal-polyfill';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { isOver, type RawWorld, type Snapshot, snapshotAfter, whatOf, whoseOf } from './recount-life.ts';
import { namesOf } from './recount-names.ts';
import { timeShares } from './recount-time.ts';

/** Counts by `day dimension what name`, and the durations of each histogram by the same, in milliseconds. */
export interface Recount {
  readonly counts: Map<string, number>;
  readonly durations: Map<string, number[]>;
}

const BEGINS = /^(?:counts submitted|counts assigned|clocks .* started)$/;

interface Run {
  readonly clock: string;
  readonly attempt: number;
  readonly startedMs: number;
  open: boolean;
  breach?: { readonly at: number; readonly version: number };
  excused?: true;
}

/** Counts what the rules of docs/metrics.md make of a handoff's events, by reading them one after the other. */
export function recount(events: readonly HandoffEvent[], world: RawWorld, zone: string): Recount {
  const clerk = new Clerk(world, zone);
  for (const event of events) clerk.read(event);
  return clerk.close();
}

class Clerk {
  readonly #counts = new Map<string, number>();
  readonly #durations = new Map<string, number[]>();
  readonly #world: RawWorld;
  readonly #zone: string;
  readonly #whose: { readonly at: number; readonly who: Snapshot }[] = [];
  readonly #notes: { readonly at: number; readonly version: number; readonly what: string; readonly ms?: number }[] =
    [];
  readonly #runs: Run[] = [];
  readonly #seen = new Set<string>();
  #now: Snapshot | undefined;
  #since = Number.NEGATIVE_INFINITY;

  constructor(world: RawWorld, zone: string) {
    this.#world = world;
    this.#zone = zone;
  }

  read(event: HandoffEvent): void {
    const before = this.#now;
    const after = snapshotAfter(before, event);
    this.#now = after;
    const at = Date.parse(event.occurredAt);
    const noticed = Date.parse(event.detectedAt ?? event.occurredAt);
    this.#noteWhose(after, at, noticed);
    this.#noteTime(event, before, after, at >= this.#since ? at : Math.max(this.#since, noticed));
    const { version } = before ?? after;
    for (const what of namesOf(event, version, this.#world, this.#seen)) this.#notes.push({ at, version, what });
    if (event.type === 'handoff.migrated') {
      this.#notes.push({ at, version: event.data.toVersion, what: 'counts migratedIn' });
    }
    this.#noteClock(event, at, version);
  }

  close(): Recount {
    for (const { at, version, what, ms } of this.#notes)
      this.#put(at, version, this.#whoAt(at, BEGINS.test(what)), what, ms);
    return { counts: this.#counts, durations: this.#durations };
  }

  #noteWhose(after: Snapshot, at: number, noticed: number): void {
    const last = this.#whose.at(-1);
    if (isOver(after) || (last !== undefined && whoseOf(last.who) === whoseOf(after))) return;
    this.#whose.push({ at: last !== undefined && at < last.at ? noticed : at, who: after });
  }

  #noteTime(event: HandoffEvent, before: Snapshot | undefined, after: Snapshot, moment: number): void {
    const moves = event.type === 'handoff.migrated' || event.type === 'handoff.rebased';
    if (before !== undefined && !moves && whatOf(before) === whatOf(after)) return;
    if (before !== undefined && !isOver(before)) {
      for (const [cause, ms] of timeShares(before, this.#since, moment, this.#world)) {
        const what = `time ${cause}:${before.party}`;
        if (ms > 0) for (const key of this.#keys(moment, before.version, before, what)) this.#increase(key, ms);
      }
    }
    this.#since = moment;
  }

  #noteClock(event: HandoffEvent, at: number, version: number): void {
    const note = (clock: string, what: string) => this.#notes.push({ at, version, what: `clocks ${clock} ${what}` });
    switch (event.type) {
      case 'clock.started':
        note(event.data.clock, 'started');
        this.#runs.push({ clock: event.data.clock, attempt: event.data.attempt, startedMs: at, open: true });
        return;
      case 'clock.breached':
        this.#breach(event.data, version);
        return;
      case 'clock.excused':
        this.#excuse(event.data);
        return;
      case 'clock.met':
      case 'clock.closed': {
        const { clock, elapsedSeconds } = event.data;
        const run = this.#end(event.data);
        note(clock, event.type === 'clock.met' ? 'met' : 'closedLate');
        this.#notes.push({ at, version, what: `clocks ${clock} working`, ms: elapsedSeconds * 1000 });
        this.#notes.push({ at, version, what: `clocks ${clock} calendar`, ms: at - run.startedMs });
        return;
      }
      case 'clock.cancelled':
        this.#end(event.data);
        note(event.data.clock, 'cancelled');
        return;
      default:
    }
  }

  #end(ref: { readonly clock: string; readonly attempt: number }): Run {
    const run = this.#runs.find((each) => each.open && each.clock === ref.clock && each.attempt === ref.attempt);
    if (run === undefined) throw new Error(`${ref.clock} is not open`);
    run.open = false;
    return run;
  }

  #breach({ clock, attempt, dueAt }: { clock: string; attempt: number; dueAt: string }, version: number): void {
    const run = this.#runs.find((each) => each.open && each.clock === clock && each.attempt === attempt);
    const at = Date.parse(dueAt);
    if (run !== undefined) run.breach = { at, version };
    this.#notes.push({ at, version, what: `clocks ${clock} breached` });
  }

  #excuse({ clock, attempt }: { clock: string; attempt: number }): void {
    const late = (run: Run) => run.breach !== undefined && run.excused === undefined;
    const run = this.#runs.findLast((each) => late(each) && each.clock === clock && each.attempt === attempt);
    if (run?.breach === undefined) throw new Error(`${clock} is not late`);
    run.excused = true;
    this.#notes.push({ ...run.breach, what: `clocks ${clock} excused` });
  }

  /** Up to that moment; or, if it was nobody's, or something begins, from it on. */
  #whoAt(at: number, begins: boolean): Snapshot {
    const upTo = begins ? undefined : this.#whose.filter((each) => each.at < at).at(-1)?.who;
    const from = this.#whose.filter((each) => each.at <= at).at(-1)?.who;
    const who = upTo === undefined || upTo.party === 'platform' ? from : upTo;
    const found = who ?? this.#whose[0]?.who;
    if (found === undefined) throw new Error('it was nobody’s');
    return found;
  }

  #put(at: number, version: number, who: Snapshot, what: string, ms: number | undefined): void {
    for (const key of this.#keys(at, version, who, what)) {
      if (ms === undefined) this.#increase(key, 1);
      else this.#durations.set(key, [...(this.#durations.get(key) ?? []), ms]);
    }
  }

  #increase(key: string, by: number): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
  }

  #keys(at: number, version: number, { contractId, owner, queue }: Snapshot, what: string): string[] {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.#zone).toPlainDate().toString();
    return [
      `${day} contract ${contractId} ${version} ${what}`,
      ...(owner === undefined ? [] : [`${day} owner ${contractId} ${owner} ${what}`]),
      ...(queue === undefined ? [] : [`${day} queue ${contractId} ${queue} ${what}`]),
    ];
  }
}
