import type { Waiting } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { assignWaiting } from './assign-waiting.ts';
import { atTheLines } from './line-gate.ts';
import { nextToRoute } from './lines.ts';

/** How many lines one run looks at; a run of its own goes on with those behind them. */
const LINES = 50;
/**
 * How many of a line find nobody before it is left. One speaks for all where they ask the same people; where others may
 * have matched other rules, some more are heard.
 */
const PATIENCE = { alike: 1, unlike: 10 } as const;

/** What one run has done. */
export interface Drained {
  readonly assigned: number;
  /** There is more to do: behind that line, or, with nothing named, from the beginning. Absent: nothing. */
  readonly goOn?: { readonly after?: string };
}

/** The next of a line, and how many of it have found nobody in this run. */
interface Head {
  readonly next: Waiting;
  readonly passedOver: number;
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
 * Gives what waits to those who are free, what is due first before all else, whichever line it waits in. A line is left
 * once nobody is found for it. What is assigned is decided and written handoff by handoff, so that it may run beside
 * others, beside claims and beside commands. `startTimer` begins the time that it has; what it answers tells if any is left.
 *
 * @throws Error if time is up before anything was assigned: the request is to be given again
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
  const heads = await headsOf(context, after);
  const beyond = heads.size === LINES ? [...heads.keys()].at(-1) : undefined;
  let assigned = 0;
  for (let head = firstDue(heads); head !== undefined && hasTime(); head = firstDue(heads)) {
    const outcome = await assignWaiting(context, head.next.handoffId);
    if (outcome === 'assigned') assigned += 1;
    await moveOn(context, heads, outcome === 'waiting' ? { ...head, passedOver: head.passedOver + 1 } : head);
  }
  if (heads.size > 0 && assigned === 0) throw new Error('nothing that waits could be assigned in time');
  if (heads.size > 0) return { assigned, goOn: after === undefined ? {} : { after } };
  return { assigned, ...(beyond === undefined ? {} : { goOn: { after: beyond } }) };
}

/** The next of the same line, unless too many of it have found nobody. */
async function moveOn({ stores }: TenantContext, heads: Map<string, Head>, { next, passedOver }: Head): Promise<void> {
  const patience = next.alike ? PATIENCE.alike : PATIENCE.unlike;
  const behind = passedOver < patience ? await stores.waitingLine.behind(next) : undefined;
  if (behind === undefined) heads.delete(next.line);
  else heads.set(next.line, { next: behind, passedOver });
}

async function headsOf(context: TenantContext, after: string | undefined): Promise<Map<string, Head>> {
  const heads = new Map<string, Head>();
  let next = await nextToRoute(context, after);
  while (next !== undefined) {
    heads.set(next.line, { next, passedOver: 0 });
    next = heads.size === LINES ? undefined : await nextToRoute(context, next.line);
  }
  return heads;
}

function firstDue(heads: ReadonlyMap<string, Head>): Head | undefined {
  return [...heads.values()].reduce<Head | undefined>(
    (first, head) => (first === undefined || head.next.dueAt < first.next.dueAt ? head : first),
    undefined,
  );
}
