import { Stack, type StackProps } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { PROJECTED, TABLE_INDEXES, TABLE_KEYS, TABLE_TTL_ATTRIBUTE } from '#storage/table.ts';
import type { StageConfig } from './stages.ts';

/** The part that cannot be built again: the table with every tenant's data, and the key that it is encrypted with. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly tableKey: Key;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    const { config, ...stackProps } = props;
    super(scope, id, { ...stackProps, terminationProtection: config.terminationProtection });

    this.tableKey = new Key(this, 'TableKey', {
      description: 'Encrypts the Baton table: all data of all tenants.',
      enableKeyRotation: true,
      removalPolicy: config.removalPolicy,
    });
    this.table = new Table(this, 'Table', {
      partitionKey: text(TABLE_KEYS.partition),
      sortKey: text(TABLE_KEYS.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.tableKey,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: TABLE_TTL_ATTRIBUTE,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: config.recoveryPeriodDays,
      },
      // In every stage: taking it off is a deliberate act of its own, never a side effect of a deployment.
      deletionProtection: true,
      removalPolicy: config.removalPolicy,
    });
    for (const index of TABLE_INDEXES) {
      const projected = PROJECTED[index.name];
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partition),
        sortKey: text(index.sort),
        ...(projected === undefined
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projected] }),
      });
    }
  }
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
