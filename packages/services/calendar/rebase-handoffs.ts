import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { chosenHandoffsSchema } from '../handoff/chosen-handoffs.ts';
import type { MovedHandoff } from '../handoff/move-handoff.ts';
import { type PassRequest, passOver } from '../handoff/pass.ts';
import { type HandoffMove, viewMove } from '../handoff/view-move.ts';
import { chosenBefore } from '../undertaking.ts';

export interface Rebase {
  /** The calendar's newest version. */
  readonly toVersion: number;
  readonly dryRun: boolean;
  readonly data: readonly HandoffMove[];
  /** How many were rebased, or would be. */
  readonly rebased: number;
  /** How many were looked at and do not go by this calendar, or by that version already. */
  readonly skipped: number;
  readonly nextCursor: string | null;
}

/**
 * Moves open handoffs that are pinned to another version of a calendar to its newest one, from now on: what their clocks
 * have counted stays, what is left is laid out over the new hours.
 *
 * @throws DomainError `not_found`; `concurrent_update` if the calendar is not of the version expected
 */
export async function rebaseHandoffs(
  context: CallContext,
  calendarId: string,
  request: PassRequest,
  ifVersion?: number,
): Promise<Rebase> {
  requireScope(context, 'contracts:write');
  // one that was cut off goes on to the version that it began with
  const version =
    chosenBefore(context, chosenHandoffsSchema)?.toVersion ??
    (await findDocument(context.stores.calendars, 'calendar', calendarId, ifVersion)).version;
  const { data, moved, skipped, nextCursor } = await passOver(
    context,
    {
      toVersion: version,
      collection: { by: 'open' },
      concerns: ({ calendars }) => (calendars?.[calendarId] ?? version) < version,
      plan: async ({ contractId, contractVersion, calendars: pinned }) => {
        const calendars = { ...pinned, [calendarId]: version };
        const { terms: to } = await context.terms.get(context, { contractId, contractVersion, calendars });
        return { type: 'rebase', calendarId, version, to };
      },
      isDone: ({ type, data }) =>
        type === 'handoff.rebased' && data.calendarId === calendarId && data.toVersion === version,
      audited: ({ calendars }) => ({
        done: 'rebased',
        before: { calendarVersion: calendars?.[calendarId] ?? version },
        after: { calendarId, calendarVersion: version },
      }),
    },
    request,
  );
  const show = (move: MovedHandoff) => viewMove(move, move.handoff.calendars?.[calendarId] ?? version);
  return { toVersion: version, dryRun: request.dryRun, data: data.map(show), rebased: moved, skipped, nextCursor };
}
