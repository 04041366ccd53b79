import { describe, expect, it } from 'vitest';
import { STAGES } from '#infra/stages.ts';
import { PROJECTED, TABLE_INDEXES } from '#storage/table.ts';
import { called, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const STAGE_NAMES = Object.keys(STAGES);
const STAGE_RESOURCES = new Map(STAGE_NAMES.map((stage) => [stage, resourcesOf(synthesize({ stage }))]));

function find(stage: string, name: string) {
  return called(STAGE_RESOURCES.get(stage) ?? [], name);
}

describe.each(STAGE_NAMES)('the table in %s', (stage) => {
  const table = find(stage, 'Table');

  it('can be restored to any second of the past day or more', () => {
    expect(table.properties['PointInTimeRecoverySpecification']).toMatchObject({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: STAGES[stage as keyof typeof STAGES].recoveryPeriodDays,
    });
  });

  it('refuses to be deleted', () => {
    expect(table.properties['DeletionProtectionEnabled']).toBe(true);
  });

  it('is encrypted with the key of this deployment, which rotates', () => {
    expect(table.properties['SSESpecification']).toEqual({
      SSEEnabled: true,
      SSEType: 'KMS',
      KMSMasterKeyId: 'TableKey.Arn',
    });
    expect(find(stage, 'TableKey').properties['EnableKeyRotation']).toBe(true);
  });

  it('streams new images, expires items and is paid by request', () => {
    expect(table.properties).toMatchObject({
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('has the keys and the indexes that storage declares, with what they hold beside keys', () => {
    const hashAndRange = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    expect(table.properties['KeySchema']).toEqual(hashAndRange('pk', 'sk'));
    expect(table.properties['GlobalSecondaryIndexes']).toEqual(
      TABLE_INDEXES.map(({ name, partition, sort }) => ({
        IndexName: name,
        KeySchema: hashAndRange(partition, sort),
        Projection: PROJECTED[name]
          ? { ProjectionType: 'INCLUDE', NonKeyAttributes: PROJECTED[name] }
          : { ProjectionType: 'KEYS_ONLY' },
      })),
    );
  });
});

describe.each(['staging', 'prod'])('deleting the stacks of %s', (stage) => {
  it('leaves the table, its key and the logs behind', () => {
    for (const name of ['Table', 'TableKey', 'PublicApi/Api/Logs', 'PublicApi/AccessLog']) {
      expect(find(stage, name).deletionPolicy).toBe('Retain');
    }
  });

  it('is refused by CloudFormation for the data', () => {
    expect(synthesize({ stage }).baton.data.terminationProtection).toBe(true);
  });
});
