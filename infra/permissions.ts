import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { TableIndex } from '#storage/table.ts';

/** DynamoDB's item actions. `TransactWriteItems` and `TransactGetItems` need those of the items in them, none of their own. */
export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

const READS: ReadonlySet<ItemAction> = new Set(['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem']);

/** A statement that allows `actions` on `resources` and nothing else. */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Record<string, Record<string, string>>,
): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [...resources],
    ...(conditions === undefined ? {} : { conditions }),
  });
}

/** The table and the key that it is encrypted with: whoever uses the one needs the other. */
export interface EncryptedTable {
  readonly table: Table;
  readonly tableKey: IKey;
}

/** Item actions on the table itself, and `Query` on the named indexes. */
export function useTable(
  data: EncryptedTable,
  access: { readonly items?: readonly ItemAction[]; readonly indexes?: readonly TableIndex[] },
): PolicyStatement[] {
  const { items = [], indexes = [] } = access;
  const statements: PolicyStatement[] = [];
  if (items.length > 0) {
    statements.push(
      allow(
        items.map((item) => `dynamodb:${item}`),
        [data.table.tableArn],
      ),
    );
  }
  if (indexes.length > 0) {
    const arns = indexes.map((index) => `${data.table.tableArn}/index/${index}`);
    statements.push(allow(['dynamodb:Query'], arns));
  }
  const writes = items.some((item) => !READS.has(item));
  return [...statements, useTableKey(data, writes ? 'write' : 'read')];
}

/** Reading the table's stream, as an event source mapping does on behalf of the function. */
export function readStream(data: EncryptedTable, streamArn: string): PolicyStatement[] {
  const actions = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'];
  return [
    allow(
      actions.map((action) => `dynamodb:${action}`),
      [streamArn],
    ),
    useTableKey(data, 'read'),
  ];
}

// DynamoDB calls KMS with the caller's own rights; the condition keeps the key useless outside DynamoDB.
function useTableKey(data: EncryptedTable, purpose: 'read' | 'write'): PolicyStatement {
  const writing = [
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ];
  const region = Stack.of(data.table).region;
  return allow(['kms:Decrypt', 'kms:DescribeKey', ...(purpose === 'write' ? writing : [])], [data.tableKey.keyArn], {
    StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` },
  });
}

export function sendTo(queue: IQueue): PolicyStatement {
  return allow(['sqs:SendMessage'], [queue.queueArn]);
}

/** What an event source mapping needs to work off a queue on behalf of the function. */
export function consume(queue: IQueue): PolicyStatement {
  return allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]);
}
