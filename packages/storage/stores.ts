import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { contractSchema } from '#domain/contract/contract.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import { ownerSchema } from '#domain/routing/owner.ts';
import { queueSchema } from '#domain/routing/queue.ts';
import { calendarSchema } from '#domain/sla/calendar.ts';
import { testClockSchema } from '#domain/sla/test-clock.ts';
import { apiKeySchema } from '#domain/tenancy/api-key.ts';
import { tenantSchema } from '#domain/tenancy/tenant.ts';
import { storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import type { Mode } from '#domain/wire.ts';
import { asideOf } from './aside.ts';
import { AuditLog } from './audit-log.ts';
import { CalendarVersionStore } from './calendar-version-store.ts';
import { ContractBodyStore } from './contract-body-store.ts';
import { DeletionStore } from './deletion-store.ts';
import { DeliveryStore } from './delivery-store.ts';
import { DocumentStore } from './document-store.ts';
import { EventLog } from './event-log.ts';
import { HandoffStore } from './handoff-store.ts';
import { KeyUses } from './key-uses.ts';
import { MetricsStore } from './metrics-store.ts';
import { Outbox } from './outbox.ts';
import { OwnerLoads } from './owner-loads.ts';
import { PaceStore } from './pace-store.ts';
import { PartitionReader } from './partition-reader.ts';
import { tenantBucket } from './rate-limit-store.ts';
import { RecentReads } from './recent-reads.ts';
import { ReplayStore } from './replay-store.ts';
import { ReviewStore } from './review-store.ts';
import { RoutingStore } from './routing-store.ts';
import { TenantTable } from './tenant-table.ts';
import { TestClockQueue } from './test-clock-queue.ts';
import { WaitingLine } from './waiting-line.ts';

/** What a tenant owns in one mode. Every store is bound to that tenant and mode. */
export type TenantStores = ReturnType<typeof createTenantStores>;

/**
 * `recent`: what the process remembers for a moment, across tenants; by itself a context remembers only its own reads.
 * `now`: real time, by which is dated what is recorded.
 */
export function createTenantStores(
  client: DynamoDBClient,
  tableName: string,
  tenantId: string,
  mode: Mode,
  recent = new RecentReads(() => performance.now()),
  now = () => instantFromEpoch(Date.now()),
) {
  const table = new TenantTable(client, tableName, tenantId, mode);
  return {
    contracts: new DocumentStore(table, 'contracts', contractSchema, recent),
    contractBodies: new ContractBodyStore(table),
    calendars: new DocumentStore(table, 'calendars', calendarSchema, recent),
    calendarVersions: new CalendarVersionStore(table),
    owners: new DocumentStore(table, 'owners', ownerSchema, recent),
    queues: new DocumentStore(table, 'queues', queueSchema, recent),
    endpoints: new DocumentStore(table, 'endpoints', storedEndpointSchema, recent),
    deliveries: new DeliveryStore(table),
    replays: new ReplayStore(table),
    pace: new PaceStore(table),
    outbox: new Outbox(table),
    eventLog: new EventLog(table, { tenantId, mode }),
    handoffs: new HandoffStore(table, now),
    metrics: new MetricsStore(table),
    reviews: new ReviewStore(table),
    ownerLoads: new OwnerLoads(table, recent),
    waitingLine: new WaitingLine(table),
    routing: new RoutingStore(table, recent, new TenantTable(asideOf(client), tableName, tenantId, mode)),
    testClocks: new DocumentStore(table, 'test-clocks', testClockSchema, recent),
    testClockQueue: new TestClockQueue(table),
    audit: new AuditLog(table),
    reader: new PartitionReader(table),
    bucket: tenantBucket(client, tableName, tenantId, mode),
  };
}

/** What a tenant has regardless of mode: itself and its keys. */
export type AccountStores = ReturnType<typeof createAccountStores>;

export function createAccountStores(client: DynamoDBClient, tableName: string, tenantId: string) {
  const table = new TenantTable(client, tableName, tenantId, 'account');
  const recent = new RecentReads(() => performance.now());
  return {
    tenant: new DocumentStore(table, 'tenant', tenantSchema, recent),
    // a limit of both modes together would let a test key keep live from making any
    apiKeys: new DocumentStore(table, 'api-keys', apiKeySchema, recent, ({ mode }) => mode),
    keyUses: new KeyUses(table),
    deletion: new DeletionStore(client, tableName, tenantId),
    audit: new AuditLog(table),
  };
}
