/**
 * The shape of the one table: what `infra/` deploys and the local stack creates. String keys throughout; every index
 * projects keys only, so that a transition pays for an index only when one of that index's own keys changes.
 */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk' } as const;

/** Items are removed by DynamoDB some time after this attribute's instant (seconds since the epoch). */
export const TABLE_TTL_ATTRIBUTE = 'expiresAt';

export const TABLE_INDEXES = [
  { name: 'by-contract', partition: 'contractKey', sort: 'id' },
  { name: 'by-subject', partition: 'subjectKey', sort: 'id' },
  { name: 'by-holder', partition: 'holderKey', sort: 'id' },
  { name: 'by-state', partition: 'stateKey', sort: 'id' },
  { name: 'by-due', partition: 'dueShard', sort: 'nextDeadlineAt' },
] as const;

export type TableIndex = (typeof TABLE_INDEXES)[number]['name'];

/** The stream record filter of the relay: commits are what is published; everything else is state. */
export const RELAY_FILTER = { eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: ['commit'] } } } } as const;
