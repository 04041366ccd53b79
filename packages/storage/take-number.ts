import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

export interface NumberRange {
  /** No number below this is given, whatever was given before. */
  readonly from: number;
  /** Numbers from here on are not given yet. */
  readonly below: number;
  /** When nobody needs the sequence any more, in seconds since the epoch. */
  readonly expiresAt: number;
}

interface Sequence {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly key: Record<string, AttributeValue>;
}

/** How often the two ways of taking a number are tried where others take some at the same moment. */
const ROUNDS = 2;

/**
 * Takes the next number of a sequence that an item keeps: no two callers get the same. Mostly one write, and two where
 * the numbers up to `from` were never given.
 *
 * @returns undefined if all numbers below `below` are taken
 */
export async function takeNumber(sequence: Sequence, range: NumberRange): Promise<number | undefined> {
  for (let round = 1; round <= ROUNDS; round++) {
    const next = await takeNext(sequence, range);
    if (next.status === 'full') return undefined;
    if (next.status === 'taken') return next.number;
    if (await beginAt(sequence, range)) return range.from;
  }
  return undefined;
}

type Taken = { readonly status: 'taken'; readonly number: number } | { readonly status: 'full' | 'behind' };

async function takeNext(sequence: Sequence, { from, below, expiresAt }: NumberRange): Promise<Taken> {
  try {
    const { Attributes: after } = await sequence.client.send(
      update(sequence, 'SET #expires = :expires ADD #counted :one', '#counted >= :from AND #counted < :below', {
        ':one': 1,
        ':from': from,
        ':below': below,
        ':expires': expiresAt,
      }),
    );
    return { status: 'taken', number: Number(after?.['counted']?.N) - 1 };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { status: Number(error.Item?.['counted']?.N ?? 0) >= below ? 'full' : 'behind' };
  }
}

async function beginAt(sequence: Sequence, { from, expiresAt }: NumberRange): Promise<boolean> {
  try {
    await sequence.client.send(
      update(
        sequence,
        'SET #expires = :expires, #counted = :next',
        'attribute_not_exists(#counted) OR #counted < :from',
        { ':next': from + 1, ':from': from, ':expires': expiresAt },
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

function update(
  { tableName, key }: Sequence,
  expression: string,
  condition: string,
  values: Readonly<Record<string, number>>,
): UpdateItemCommand {
  const input: UpdateItemCommandInput = {
    TableName: tableName,
    Key: key,
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: { '#counted': 'counted', '#expires': 'expiresAt' },
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { N: String(value) }]),
    ),
    ReturnValues: 'UPDATED_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  return new UpdateItemCommand(input);
}
