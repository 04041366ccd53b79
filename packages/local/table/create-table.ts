import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type Projection,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { PROJECTED, TABLE_INDEXES, TABLE_KEYS, TABLE_TTL_ATTRIBUTE } from '#storage/table.ts';
import { StartUpError } from '../start-up-error.ts';

/**
 * Creates the table as `infra/` deploys it, unless it is there. Answers the ARN of its stream. Throws StartUpError when
 * a table of that name has other keys or indexes: data of an older layout is never touched.
 */
export async function ensureTable(client: DynamoDBClient, name: string): Promise<{ streamArn: string }> {
  const existing = await describe(client, name);
  const table = existing ?? (await create(client, name));
  if (existing !== undefined) expectSameShape(existing, name);
  const streamArn = table.LatestStreamArn;
  if (streamArn === undefined) throw new StartUpError(`The table ${name} has no stream; the local stack needs one.`);
  return { streamArn };
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, name: string): Promise<TableDescription> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: TABLE_KEYS.partition, KeyType: 'HASH' },
          { AttributeName: TABLE_KEYS.sort, KeyType: 'RANGE' },
        ],
        AttributeDefinitions: attributeDefinitions(),
        GlobalSecondaryIndexes: TABLE_INDEXES.map(
          (index): GlobalSecondaryIndex => ({
            IndexName: index.name,
            KeySchema: [
              { AttributeName: index.partition, KeyType: 'HASH' },
              { AttributeName: index.sort, KeyType: 'RANGE' },
            ],
            Projection: projectionOf(PROJECTED[index.name]),
          }),
        ),
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { AttributeName: TABLE_TTL_ATTRIBUTE, Enabled: true },
    }),
  );
  const table = await describe(client, name);
  if (table === undefined) throw new StartUpError(`The table ${name} was created and cannot be found.`);
  return table;
}

function projectionOf(attributes: readonly string[] | undefined): Projection {
  if (attributes === undefined) return { ProjectionType: 'KEYS_ONLY' };
  return { ProjectionType: 'INCLUDE', NonKeyAttributes: [...attributes] };
}

function attributeDefinitions(): AttributeDefinition[] {
  const names = new Set<string>([TABLE_KEYS.partition, TABLE_KEYS.sort]);
  for (const index of TABLE_INDEXES) names.add(index.partition).add(index.sort);
  return [...names].map((name) => ({ AttributeName: name, AttributeType: 'S' }));
}

function expectSameShape(table: TableDescription, name: string): void {
  const shapeOf = (keys: { AttributeName?: string | undefined }[] | undefined): string =>
    (keys ?? []).map((key) => key.AttributeName).join('+');
  const actual = [
    shapeOf(table.KeySchema),
    ...(table.GlobalSecondaryIndexes ?? [])
      .map(({ IndexName, KeySchema, Projection: projection }) =>
        [`${IndexName}:${shapeOf(KeySchema)}`, ...(projection?.NonKeyAttributes ?? [])].join('+'),
      )
      .sort(),
  ];
  const wanted = [
    `${TABLE_KEYS.partition}+${TABLE_KEYS.sort}`,
    ...TABLE_INDEXES.map(({ name: indexName, partition, sort }) =>
      [`${indexName}:${partition}+${sort}`, ...(PROJECTED[indexName] ?? [])].join('+'),
    ).sort(),
  ];
  if (actual.join(' ') !== wanted.join(' ')) {
    throw new StartUpError(
      `The table ${name} has another layout than this version of Baton. Use another BATON_DATA_DIR, or remove the old one.`,
    );
  }
}
