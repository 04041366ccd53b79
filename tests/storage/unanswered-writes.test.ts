import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { tellingUnanswered } from '#storage/unanswered-writes.ts';

const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
const PUT = new PutItemCommand({ TableName: 'baton', Item: Key });
const GET = new GetItemCommand({ TableName: 'baton', Key });

const LOST = 'lost';
const THROTTLED = 'ThrottlingException';
const CONDITION = 'ConditionalCheckFailedException';
const BROKEN = 'InternalServerError';

/** A client whose attempts end so, one after the other. */
function clientOf(outcomes: readonly string[]): DynamoDBClient {
  const left = [...outcomes];
  const handle = () => {
    const outcome = left.shift();
    if (outcome === undefined) return Promise.reject(new Error('one attempt too many'));
    if (outcome === LOST) return Promise.reject(Object.assign(new Error('socket hang up'), { name: 'TimeoutError' }));
    const body = Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${outcome}`, message: 'no' }));
    const statusCode = outcome === BROKEN ? 500 : 400;
    return Promise.resolve({
      response: { statusCode, headers: { 'content-type': 'application/x-amz-json-1.0' }, body },
    });
  };
  return tellingUnanswered(
    new DynamoDBClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: outcomes.length,
      requestHandler: { handle } as unknown as NonNullable<
        ConstructorParameters<typeof DynamoDBClient>[0]
      >['requestHandler'] &
        object,
    }),
  );
}

test.each([
  ['that was turned away each time is turned away', PUT, [THROTTLED, THROTTLED], THROTTLED],
  ['of which an attempt had no answer before it was turned away may be done', PUT, [LOST, THROTTLED], 'Unanswered'],
  ['that DynamoDB failed at before it was turned away may be done', PUT, [BROKEN, THROTTLED], 'Unanswered'],
  ['that has no answer at last says so itself', PUT, [THROTTLED, LOST], 'TimeoutError'],
  ['whose condition does not hold at last is left to whoever states it', PUT, [LOST, CONDITION], CONDITION],
  ['that only reads is turned away, whatever was before', GET, [LOST, THROTTLED], THROTTLED],
] as const)('a call %s', async (_what, command, outcomes, name) => {
  const error = await clientOf(outcomes)
    .send(command as PutItemCommand)
    .catch((each: unknown) => each);
  expect((error as Error).name).toBe(name === 'Unanswered' ? 'UnansweredWriteError' : name);
});
