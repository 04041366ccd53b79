import { ASSUMPTIONS } from '#domain/backtest/assumptions.ts';
import { type BacktestReport, reportOf } from '#domain/backtest/report.ts';
import { type ContractPatch, patchContract } from '#domain/contract/patch.ts';
import type { Instant } from '#domain/instant.ts';
import { type CallContext, requireScope } from '../context.ts';
import { FIRST_ID, firstIdAt, positionOf } from '../handoff/id-range.ts';
import { decodeCursor, encodeCursor, type PageRequest } from '../page.ts';
import { getTenant } from '../tenancy/get-tenant.ts';
import { Backtest, type PastOutcome } from './backtest-past.ts';
import { type Bound, backtestWindow, type Window } from './backtest-window.ts';
import { requirePublishable } from './body.ts';
import { findContract } from './find-contract.ts';

/** How many handoffs are looked at beside each other. */
const WIDTH = 16;
const POINTER = '/cursor';

export interface BacktestRequest extends PageRequest {
  /** Submitted at or after this instant, or on this day of the tenant's time zone or later. */
  readonly from: Bound;
  /** Submitted before this instant, or on this day or earlier. */
  readonly to: Bound;
  /** What would be changed of the draft, or of the version in force where there is no draft. */
  readonly patch?: ContractPatch | undefined;
  /** The revision of the contract that the caller means. */
  readonly ifRevision?: number | undefined;
}

export interface BacktestAnswer extends BacktestReport {
  readonly contractId: string;
  readonly tested: {
    /** The number that what is tested has, or would be published under. */
    readonly contractVersion: number;
    readonly source: 'draft' | 'published';
    readonly patched: boolean;
  };
  readonly from: Instant;
  readonly to: Instant;
  /** Not judged, as the packet is not kept any more. */
  readonly withoutPacket: number;
  /** Not judged, as more has happened to it than is led once more. */
  readonly tooLong: number;
  readonly assumptions: readonly string[];
  readonly nextCursor: string | null;
}

/**
 * What the draft, or the version in force, would have made of handoffs of the contract that were submitted in a window: what
 * it would have refused, where its rules would have sent the rest, and which clocks would have been late. Without effect.
 * Where time runs out, the page ends early.
 *
 * @throws DomainError `not_found`; `contract_invalid` for a body that could not be published; `validation_failed` for a
 * window that is reversed or too long, or a cursor of another list
 */
export async function backtestContract(
  context: CallContext,
  contractId: string,
  request: BacktestRequest,
  hasTime: () => boolean,
): Promise<BacktestAnswer> {
  requireScope(context, 'contracts:read');
  requireScope(context, 'handoffs:read');
  const { patch, ifRevision } = request;
  const { from, to } = await backtestWindow(request, async () => (await getTenant(context)).timezone);
  const { contract, body: found } = await findContract(context, contractId, ifRevision);
  const body = patch === undefined ? found : patchContract(found, patch);
  await requirePublishable(context, body);
  const isNext = contract.hasDraft || patch !== undefined;
  const contractVersion = (contract.publishedVersion ?? 0) + (isNext ? 1 : 0);
  const backtest = await Backtest.of(context, { contractId, contractVersion, body });
  const page = await pageOfPast(context, contractId, { ...request, from, to });
  const { outcomes, nextCursor } = await judgeAll(backtest, page, hasTime);
  const judgements = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : outcome));
  return {
    contractId,
    tested: { contractVersion, source: contract.hasDraft ? 'draft' : 'published', patched: patch !== undefined },
    from,
    to,
    ...reportOf(
      judgements,
      body.clocks.map(({ name }) => name),
    ),
    withoutPacket: outcomes.filter((outcome) => outcome === 'without_packet').length,
    tooLong: outcomes.filter((outcome) => outcome === 'too_long').length,
    assumptions: ASSUMPTIONS,
    nextCursor,
  };
}

interface PastPage {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
}

/** At least the first few; packets may be as costly to check as their schema allows. */
async function judgeAll(backtest: Backtest, { ids, nextCursor }: PastPage, hasTime: () => boolean) {
  const outcomes: PastOutcome[] = [];
  do {
    const some = ids.slice(outcomes.length, outcomes.length + WIDTH);
    outcomes.push(...(await Promise.all(some.map((id) => backtest.judge(id)))));
  } while (outcomes.length < ids.length && hasTime());
  const last = ids[outcomes.length - 1];
  const isShort = outcomes.length < ids.length && last !== undefined;
  return { outcomes, nextCursor: isShort ? encodeCursor(last) : nextCursor };
}

async function pageOfPast(
  { stores }: CallContext,
  contractId: string,
  { from, to, limit, cursor }: PageRequest & Window,
): Promise<PastPage> {
  const position = cursor === undefined ? FIRST_ID : positionOf(decodeCursor(cursor, POINTER), POINTER);
  const first = firstIdAt(from);
  const low = position > first ? position : first;
  const high = firstIdAt(to);
  if (low > high) return { ids: [], nextCursor: null };
  // the bounds are inclusive, so the position itself comes again, and one more tells whether there are more
  const range = { low, high, descending: false, limit: limit + 2 };
  const found = await stores.handoffs.list({ by: 'contract', contractId }, range);
  const ahead = found.filter((id) => id !== position);
  const ids = ahead.slice(0, limit);
  const last = ids.at(-1);
  return { ids, nextCursor: ahead.length <= limit || last === undefined ? null : encodeCursor(last) };
}
