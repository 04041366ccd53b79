import type { ContractInForce } from '#domain/maturity/input.ts';
import type { Maturity } from '#domain/maturity/maturity.ts';
import { maturityOf } from '#domain/maturity/maturity-of.ts';
import { dayOf } from '#domain/metrics/day.ts';
import type { Action } from '#domain/review/action.ts';
import { MAX_ACTIONS } from '#domain/review/action.ts';
import { type Month, monthBefore, monthOfDay } from '#domain/review/month.ts';
import { matchesEventType } from '#domain/webhook/event-pattern.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { inBatches } from '../in-batches.ts';
import { effectsOf } from '../review/compare-actions.ts';
import { readWindow } from './read-window.ts';

/** Contracts in force that are looked at. */
const CONTRACTS = 100;
const MONTHS = 6;
const WIDTH = 10;

/**
 * Measures the six capabilities by the tenant's own configuration and figures. The cost is bounded, whatever the tenant has.
 *
 * @throws DomainError `insufficient_scope`
 */
export async function getMaturity(context: CallContext): Promise<Maturity> {
  requireScope(context, 'metrics:read');
  const { account, tenantId, mode, now, stores } = context;
  const { timezone } = await findDocument(account.tenant, 'tenant', tenantId);
  const today = dayOf(now, timezone);
  const [contracts, window, endpoints, kept, actions] = await Promise.all([
    contractsInForce(context),
    readWindow(context, today),
    stores.endpoints.all({ consistent: false }),
    stores.reviews.list({ limit: 1 }),
    latestActions(context, monthOfDay(today)),
  ]);
  const effects = await effectsOf(context, actions, timezone);
  const told = ['clock.breached', 'escalation.triggered'];
  return maturityOf({
    mode,
    timeZone: timezone,
    asOf: now,
    contracts,
    ...window,
    breachesAreTold: endpoints.some(
      ({ enabled, eventTypes }) => enabled && told.some((type) => matchesEventType(eventTypes, type)),
    ),
    feedback: {
      reviewsKept: kept.data.length,
      actions: actions.length,
      shipped: actions.filter(({ contractVersion }) => contractVersion !== undefined).length,
      verdicts: [...effects.values()].map(({ verdict }) => verdict),
    },
  });
}

async function contractsInForce({ stores }: CallContext): Promise<ContractInForce[]> {
  const { data } = await stores.contracts.list({ limit: CONTRACTS });
  const published = data.filter(({ status }) => status === 'published');
  const found = await inBatches(published, WIDTH, async ({ id, publishedVersion = 0 }) => {
    const version = await stores.contractBodies.getVersion(id, publishedVersion);
    return version && { contractId: id, body: version.body };
  });
  return found.filter((contract) => contract !== undefined);
}

/** Of the reviews of the last months, the present one included. */
async function latestActions({ stores }: CallContext, month: Month): Promise<Action[]> {
  const months = [month];
  for (let each = month; months.length < MONTHS + 1; months.push(each)) each = monthBefore(each);
  const found = await inBatches(months, WIDTH, (each) => stores.reviews.actions(each, MAX_ACTIONS));
  return found.flat().filter(({ status }) => status !== 'dropped');
}
