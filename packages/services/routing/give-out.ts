import { isDueBefore, type LineRange, placeAmongAll, type Waiting } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { type Trial, tryWaiting } from './assign-waiting.ts';
import { FoundNobody } from './found-nobody.ts';
import { linesToRoute } from './lines.ts';

const LINES = 100;

/** Which lines are given out. */
interface LinesToGiveOut extends LineRange {
  /** How many are looked at together: of these, what is due first goes first. 100 if left out. */
  readonly lines?: number;
  /** Lines whose heads come before that place among all are left alone. */
  readonly from?: string | undefined;
}

/** What was given to somebody, and what is left to do. */
export interface GivenOut {
  /** Ids of the handoffs, in the order in which they were assigned. */
  readonly assigned: readonly string[];
  /** Every line that was looked at has given what it could. */
  readonly finished: boolean;
  /** How many were tried. */
  readonly tried: number;
  /** If it is not finished: the place among all of what is next. */
  readonly next?: string;
  /** There may be more lines, behind that one. */
  readonly beyond?: string;
}

/**
 * Gives what waits to those who are free, what is due first before all else, whichever line it waits in. The handoffs of a
 * line are alike, so that one which finds nobody speaks for those behind it. Who becomes free meanwhile is offered to those
 * first that had found nobody. It goes on while `goesOn` with so many.
 */
export async function giveOut(
  context: TenantContext,
  range: LinesToGiveOut,
  goesOn: (assigned: number) => boolean,
): Promise<GivenOut> {
  const { heads, beyond } = await headsOf(context, range);
  const pass: Pass = { context, heads, nobody: new FoundNobody(), tried: new Set() };
  const assigned: string[] = [];
  let tried = 0;
  let head = firstDue(heads);
  for (; head !== undefined && goesOn(assigned.length); head = firstDue(heads)) {
    const outcome = await tryHead(pass, head);
    if (outcome === 'assigned') assigned.push(head.handoffId);
    tried += 1;
  }
  return {
    assigned,
    finished: head === undefined,
    tried,
    ...(head === undefined ? {} : { next: placeAmongAll(head) }),
    ...(beyond === undefined ? {} : { beyond }),
  };
}

interface Pass {
  readonly context: TenantContext;
  /** Of each line what is to be tried next. */
  readonly heads: Map<string, Waiting>;
  readonly nobody: FoundNobody;
  readonly tried: Set<string>;
}

async function tryHead({ context, heads, nobody, tried }: Pass, head: Waiting): Promise<Trial['outcome']> {
  const { waitingLine } = context.stores;
  let before: string[] = [];
  const trial = await tryWaiting(context, head.handoffId, (route) => {
    before = nobody.linesBefore(head, route);
    return before.length === 0;
  });
  const { outcome } = trial;
  if (outcome === 'outranked') {
    for (const line of before) {
      nobody.lookAgain(line);
      place(heads, line, await waitingLine.headOf(line));
    }
    return outcome;
  }
  tried.add(head.handoffId);
  const waitsIn = 'line' in trial ? trial.line : undefined;
  if ('asked' in trial && waitsIn !== undefined) nobody.note(head, waitsIn, trial.asked);
  if (waitsIn === head.line) {
    heads.delete(head.line);
    return outcome;
  }
  const next = await waitingLine.headOf(head.line);
  // one that cannot leave its line is passed by
  const isStuck = next !== undefined && tried.has(next.handoffId);
  place(heads, head.line, isStuck ? await waitingLine.behind(head) : next);
  return outcome;
}

function place(heads: Map<string, Waiting>, line: string, head: Waiting | undefined): void {
  if (head === undefined) heads.delete(line);
  else heads.set(line, head);
}

async function headsOf(
  context: TenantContext,
  { lines = LINES, from = '', ...range }: LinesToGiveOut,
): Promise<{ readonly heads: Map<string, Waiting>; readonly beyond?: string }> {
  const heads = new Map<string, Waiting>();
  let found = 0;
  for await (const head of linesToRoute(context, range)) {
    found += 1;
    if (placeAmongAll(head) >= from) heads.set(head.line, head);
    if (found === lines) return { heads, beyond: head.line };
  }
  return { heads };
}

function firstDue(heads: ReadonlyMap<string, Waiting>): Waiting | undefined {
  return [...heads.values()].reduce<Waiting | undefined>(
    (first, head) => (first === undefined || isDueBefore(head, first) ? head : first),
    undefined,
  );
}
