import type { TenantContext } from '../context.ts';
import { giveOut } from './give-out.ts';
import { atTheLines } from './line-gate.ts';

/** How many lines a run looks at together: of these, what is due first goes first. */
const LINES = 500;

/** Where a drain begins: behind the line `after`, else with all, and there with what is next, `from`, else with the heads. */
export interface DrainPlace {
  readonly after?: string;
  readonly from?: string;
}

/** What one run has done. */
export interface Drained {
  readonly assigned: number;
  /** There is more to do, from there on. */
  readonly goOn?: DrainPlace;
}

/** How long a drain waits for another of this process, to be asked for again after that. */
const LONGEST_WAIT_MS = 5_000;

/** A drain that has not begun: whoever asks for it now is served by it. `context`: that of who asked last. */
interface Upcoming {
  context: TenantContext;
  readonly run: Promise<Drained>;
}

const upcoming = new Map<string, Upcoming>();

/**
 * Gives what waits to those who are free, what is due first before all else, whichever line it waits in. What is assigned
 * is decided and written handoff by handoff, so that it may run beside others, beside claims and beside commands. `startTimer` begins the time that it has; what it answers tells if any is left.
 *
 * @throws Error if time is up before anything was tried: the request is to be given again
 */
export async function drainWaiting(
  context: TenantContext,
  startTimer: () => () => boolean,
  place: DrainPlace = {},
): Promise<Drained> {
  const key = `${context.tenantId} ${context.mode} ${place.after ?? ''} ${place.from ?? ''}`;
  const joined = upcoming.get(key);
  if (joined !== undefined) {
    joined.context = context;
    await joined.run;
    return { assigned: 0 };
  }
  const own: Upcoming = { context, run: Promise.resolve().then(() => drainAtTheLines(own, key, startTimer, place)) };
  upcoming.set(key, own);
  return own.run;
}

async function drainAtTheLines(
  own: Upcoming,
  key: string,
  startTimer: () => () => boolean,
  place: DrainPlace,
): Promise<Drained> {
  const drained = await atTheLines(own.context, LONGEST_WAIT_MS, () => {
    upcoming.delete(key);
    return drain(own.context, startTimer(), place);
  });
  if (drained !== 'late') return drained;
  upcoming.delete(key);
  return { assigned: 0, goOn: place };
}

async function drain(context: TenantContext, hasTime: () => boolean, { after, from }: DrainPlace): Promise<Drained> {
  const given = await giveOut(context, { after, from, lines: LINES }, hasTime);
  const { finished, tried, next, beyond } = given;
  const assigned = given.assigned.length;
  if (!finished && tried === 0) throw new Error('nothing that waits could be looked at in time');
  const behind = finished ? beyond : after;
  const place = {
    ...(behind === undefined ? {} : { after: behind }),
    ...(next === undefined ? {} : { from: next }),
  };
  return finished && beyond === undefined ? { assigned } : { assigned, goOn: place };
}
