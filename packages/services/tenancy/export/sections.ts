import type { PartitionKindName } from '#storage/partitions.ts';
import type { CallContext } from '../../context.ts';
import { listOwners } from '../../routing/list-owners.ts';
import { listQueues } from '../../routing/list-queues.ts';
import { listTestClocks } from '../../test-clock/list-test-clocks.ts';
import { getTenant } from '../get-tenant.ts';
import { getUsage } from '../get-usage.ts';
import { listApiKeys } from '../list-api-keys.ts';
import { listAuditLog } from '../list-audit-log.ts';
import {
  allOf,
  calendars,
  configurationEvents,
  contracts,
  endpoints,
  replays,
  reviewActions,
  reviews,
} from './configuration.ts';
import { handoffs } from './handoffs.ts';
import type { ExportLine, Lines } from './line.ts';

/** What lines of an export look like; whoever reads one may go by it. */
const FORMAT = 1;

/** A part of an export. The names are in cursors, and stay as they are. */
export interface Section {
  readonly name: string;
  readonly lines: Lines;
}

/** All sections, in the order in which they are exported: what others name comes before them. */
export function sectionsOf(context: CallContext): readonly Section[] {
  const { tenantId, mode, now } = context;
  const [hours, webhooks] = [calendars(context), endpoints(context)];
  return [
    { name: 'export', lines: one(async () => ({ kind: 'export', format: FORMAT, tenantId, mode, exportedAt: now })) },
    { name: 'tenant', lines: one(async () => ({ kind: 'tenant', data: await getTenant(context) })) },
    { name: 'api_keys', lines: allOf(context, 'api_key', listApiKeys) },
    { name: 'calendars', lines: hours.present },
    { name: 'removed_calendars', lines: hours.removed },
    { name: 'owners', lines: allOf(context, 'owner', listOwners) },
    { name: 'queues', lines: allOf(context, 'queue', listQueues) },
    { name: 'contracts', lines: contracts(context) },
    ...(mode === 'test' ? [{ name: 'test_clocks', lines: allOf(context, 'test_clock', listTestClocks) }] : []),
    { name: 'handoffs', lines: handoffs(context) },
    { name: 'events', lines: configurationEvents(context) },
    { name: 'webhook_endpoints', lines: webhooks.present },
    { name: 'removed_webhook_endpoints', lines: webhooks.removed },
    { name: 'replays', lines: replays(context) },
    { name: 'reviews', lines: reviews(context) },
    { name: 'review_actions', lines: reviewActions(context) },
    { name: 'audit_log', lines: allOf(context, 'audit_entry', (by, request) => listAuditLog(by, {}, request)) },
    { name: 'usage', lines: one(async () => ({ kind: 'usage', data: await getUsage(context) })) },
  ];
}

function one(read: () => Promise<ExportLine>): Lines {
  return async function* (after) {
    if (after === undefined) yield { place: '1', line: await read() };
  };
}

/** Where each kind of partition is to be found in an export, or why it is in none. A new kind has to say so too. */
export const EXPORTED_AS = {
  tenant: 'tenant',
  'api-keys': 'api_keys',
  'key-uses': 'api_keys',
  'sign-up': { withheld: 'names the answer to the sign-up, sealed by a key that only who signed up has' },
  audit: 'audit_log',
  counts: { withheld: 'counted from what is exported' },
  removed: 'removed_calendars',
  contracts: 'contracts',
  contract: 'contracts',
  calendars: 'calendars',
  calendar: 'calendars',
  owners: 'owners',
  ld: { withheld: 'counted from the handoffs' },
  queues: 'queues',
  'queue-turns': { withheld: 'whose turn it is: no fact about the tenant' },
  'queue-rosters': { withheld: 'gathered from owners, queues and calendars' },
  routing: { withheld: 'counts changes' },
  waiting: { withheld: 'the handoffs that are pending' },
  'test-clocks': 'test_clocks',
  'test-clock': { withheld: 'the deadlines of the handoffs on it' },
  endpoints: 'webhook_endpoints',
  deliveries: 'webhook_endpoints',
  pace: { withheld: 'slots of the last seconds' },
  replays: 'replays',
  'open-replays': { withheld: 'counted from the replays' },
  handoff: 'handoffs',
  events: 'events',
  'event-log': { withheld: 'a copy, in another order, of what is with the handoffs and the events' },
  metrics: { withheld: 'counted from the events of the handoffs' },
  'metrics-generations': { withheld: 'says which of the figures count' },
  reviews: 'reviews',
  'review-actions': 'review_actions',
  'review-schedules': { withheld: 'notes a timer' },
  rate: 'usage',
  idempotency: { withheld: 'answers of the last day, sealed by keys that only callers have' },
} as const satisfies Readonly<Record<PartitionKindName, string | { readonly withheld: string }>>;
