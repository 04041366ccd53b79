import { countedMonths } from '#domain/maturity/counted-months.ts';
import type { Maturity } from '#domain/maturity/maturity.ts';
import { maturityOf } from '#domain/maturity/maturity-of.ts';
import { dayOf } from '#domain/metrics/day.ts';
import type { Action } from '#domain/review/action.ts';
import { MAX_ACTIONS } from '#domain/review/action.ts';
import { type Month, monthOfDay } from '#domain/review/month.ts';
import { matchesEventType } from '#domain/webhook/event-pattern.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { inBatches } from '../in-batches.ts';
import { effectsOf } from '../review/compare-actions.ts';
import { contractsInForce } from './contracts-in-force.ts';
import { readWindow } from './read-window.ts';

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
  const { effects } = await effectsOf(context, actions, timezone);
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
      latestReview: kept.data[0]?.month,
      actions: actions.length,
      latestAction: actions
        .map((action) => action.month)
        .sort()
        .at(-1),
      shipped: actions.filter(({ contractVersion }) => contractVersion !== undefined).length,
      // actions of one version share what it changed
      effects: [...new Set(effects.values())],
    },
  });
}

/** Of the reviews that count. */
async function latestActions({ stores }: CallContext, month: Month): Promise<Action[]> {
  const found = await inBatches(countedMonths(month), WIDTH, (each) => stores.reviews.actions(each, MAX_ACTIONS));
  return found.flat().filter(({ status }) => status !== 'dropped');
}
