import type { Contract } from '#domain/contract/contract.ts';
import { invalid } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { chosenHandoffsSchema } from '../handoff/chosen-handoffs.ts';
import type { MovedHandoff } from '../handoff/move-handoff.ts';
import { type PassRequest, passOver } from '../handoff/pass.ts';
import { type HandoffMove, viewMove } from '../handoff/view-move.ts';
import { chosenBefore } from '../undertaking.ts';

export interface MigrationRequest extends PassRequest {
  readonly toVersion: number;
}

export interface Migration {
  readonly toVersion: number;
  readonly dryRun: boolean;
  readonly data: readonly HandoffMove[];
  /** How many were migrated, or would be. */
  readonly migrated: number;
  /** How many were looked at and are there already, or have ended. */
  readonly skipped: number;
  readonly nextCursor: string | null;
}

/**
 * Moves open handoffs of a contract to one of its published versions, forwards or back. What their clocks have counted
 * carries over, and none becomes late by it. Calendars that a handoff goes by stay in the version it is pinned to.
 *
 * @throws DomainError `not_found`; `concurrent_update` if the contract is not of the revision expected; `validation_failed` for
 * a version that was never published
 */
export async function migrateHandoffs(
  context: CallContext,
  contractId: string,
  { toVersion, ...request }: MigrationRequest,
  ifRevision?: number,
): Promise<Migration> {
  requireScope(context, 'contracts:write');
  // one that was cut off goes on, whoever has edited the contract since
  if (chosenBefore(context, chosenHandoffsSchema) === undefined) {
    requirePublished(await findDocument(context.stores.contracts, 'contract', contractId, ifRevision), toVersion);
  }
  const { data, moved, skipped, nextCursor } = await passOver(
    context,
    {
      toVersion,
      collection: { by: 'contract', contractId },
      concerns: ({ contractVersion }) => contractVersion !== toVersion,
      plan: async ({ calendars: pinned }) => {
        const version = { contractId, contractVersion: toVersion };
        const calendars = await context.terms.pinCalendars(context, version, pinned);
        const { terms: to } = await context.terms.get(context, { ...version, calendars });
        return { type: 'migrate', to, calendars };
      },
      isDone: ({ type, data }) => type === 'handoff.migrated' && data.toVersion === toVersion,
      audited: ({ contractVersion }) => ({
        done: 'migrated',
        before: { contractVersion },
        after: { contractVersion: toVersion },
      }),
    },
    request,
  );
  const show = (move: MovedHandoff) => viewMove(move, move.handoff.contractVersion);
  return { toVersion, dryRun: request.dryRun, data: data.map(show), migrated: moved, skipped, nextCursor };
}

function requirePublished({ publishedVersion }: Contract, toVersion: number): void {
  if (toVersion <= (publishedVersion ?? 0)) return;
  const message = `The contract has no published version ${toVersion}; its last is ${publishedVersion ?? 'a draft'}.`;
  throw invalid({ pointer: '/toVersion', code: 'unknown_version', message });
}
