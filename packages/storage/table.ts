/**
 * The shape of the one table: what `infra/` deploys and the local stack creates. String keys throughout; indexes project
 * keys only, but for what `PROJECTED` says, so that a transition pays for an index only when something in it changes.
 */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk' } as const;

/** Items are removed by DynamoDB some time after this attribute's instant (seconds since the epoch). */
export const TABLE_TTL_ATTRIBUTE = 'expiresAt';

export const TABLE_INDEXES = [
  { name: 'by-contract', partition: 'contractKey', sort: 'id' },
  { name: 'by-subject', partition: 'subjectKey', sort: 'id' },
  { name: 'by-holder', partition: 'holderKey', sort: 'id' },
  { name: 'by-state', partition: 'stateKey', sort: 'id' },
  { name: 'by-tenant', partition: 'tenantKey', sort: 'id' },
  { name: 'by-due', partition: 'dueShard', sort: 'nextDeadlineAt' },
] as const;

export type TableIndex = (typeof TABLE_INDEXES)[number]['name'];

/** The state of a handoff that is open: it changes in its place in the index, where a key would move the entry. */
export const OPEN_STATE = 'openState';

/** What an index holds beside keys. */
export const PROJECTED: Readonly<Partial<Record<TableIndex, readonly string[]>>> = { 'by-state': [OPEN_STATE] };

/** Counts a tenant's changes to owners, queues and calendars; its partition is under the tenant. */
export const ROUTING_STAMP = { partition: 'routing', sort: 'stamp' } as const;

/** Marks the items that the relay publishes. */
export const COMMIT_KIND = 'commit';

/** Marks the items that ask for a replay. */
export const REPLAY_KIND = 'replay';

/** Marks the items that ask for the deletion of a tenant. */
export const DELETION_KIND = 'deletion';

/** How the partition key of a tenant's own item ends. */
export const TENANT_SUFFIX = '#account#tenant';

/**
 * The stream records that the relay is given, by any of these filters: commits, which it publishes; the stamps of changes
 * to owners, queues and calendars, after which a handoff that waits may find somebody; new replays; tenants that are to go; and
 * tenants that were changed, perhaps in their time zone. All else is state.
 */
export const RELAY_FILTERS = [
  { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: [COMMIT_KIND] } } } },
  {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: {
      NewImage: { pk: { S: [{ suffix: `#${ROUTING_STAMP.partition}` }] }, sk: { S: [ROUTING_STAMP.sort] } },
    },
  },
  { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: [REPLAY_KIND] } } } },
  { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: [DELETION_KIND] } } } },
  { eventName: ['MODIFY'], dynamodb: { NewImage: { pk: { S: [{ suffix: TENANT_SUFFIX }] } } } },
] as const;
