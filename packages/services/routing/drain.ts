import type { TenantContext } from '../context.ts';
import { giveOut } from './give-out.ts';
import { atTheLines } from './line-gate.ts';

/** What one run has done. */
export interface Drained {
  readonly assigned: number;
  /** There is more to do: behind that line, or, with nothing named, from the beginning. Absent: nothing. */
  readonly goOn?: { readonly after?: string };
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
 * Gives what waits to those who are free, what is due first before all else, whichever line it waits in. What is assigned is decided and written handoff by handoff, so that it may run beside
 * others, beside claims and beside commands. `startTimer` begins the time that it has; what it answers tells if any is left.
 *
 * @throws Error if time is up before anything was assigned or found its right line: the request is to be given again
 */
export async function drainWaiting(
  context: TenantContext,
  startTimer: () => () => boolean,
  after?: string,
): Promise<Drained> {
  const key = `${context.tenantId} ${context.mode} ${after ?? ''}`;
  const joined = upcoming.get(key);
  if (joined !== undefined) {
    joined.context = context;
    await joined.run;
    return { assigned: 0 };
  }
  const own: Upcoming = { context, run: Promise.resolve().then(() => drainAtTheLines(own, key, startTimer, after)) };
  upcoming.set(key, own);
  return own.run;
}

async function drainAtTheLines(
  own: Upcoming,
  key: string,
  startTimer: () => () => boolean,
  after: string | undefined,
): Promise<Drained> {
  const drained = await atTheLines(own.context, LONGEST_WAIT_MS, () => {
    upcoming.delete(key);
    return drain(own.context, startTimer(), after);
  });
  if (drained !== 'late') return drained;
  upcoming.delete(key);
  return { assigned: 0, goOn: after === undefined ? {} : { after } };
}

async function drain(context: TenantContext, hasTime: () => boolean, after: string | undefined): Promise<Drained> {
  const { assigned, moved, finished, beyond } = await giveOut(context, { after }, hasTime);
  const count = assigned.length;
  if (!finished && count + moved === 0) throw new Error('nothing that waits could be assigned in time');
  if (!finished) return { assigned: count, goOn: after === undefined ? {} : { after } };
  return { assigned: count, ...(beyond === undefined ? {} : { goOn: { after: beyond } }) };
}
