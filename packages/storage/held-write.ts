import {
  BatchGetItemCommand,
  type CancellationReason,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';

/** Why a transaction was refused: for each of its items, in order. */
export type Refusal = readonly CancellationReason[];

/** The items that a command writes, if it is one that can wait; undefined for any other. */
export function writesOf(command: unknown): readonly TransactWriteItem[] | undefined {
  if (command instanceof TransactWriteItemsCommand) return command.input.TransactItems ?? [];
  if (!(command instanceof PutItemCommand)) return undefined;
  const { TableName, Item, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = command.input;
  const put = { TableName, Item, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues };
  return [{ Put: put }];
}

export function isRead(command: unknown): boolean {
  return command instanceof GetItemCommand || command instanceof BatchGetItemCommand || command instanceof QueryCommand;
}

/** What DynamoDB says to `command` where what it writes was refused. */
export function refusedAs(command: unknown, refusal: Refusal): Error {
  const message = 'refused';
  if (command instanceof TransactWriteItemsCommand) {
    return new TransactionCanceledException({ $metadata: {}, message, CancellationReasons: [...refusal] });
  }
  return isConditional(refusal)
    ? new ConditionalCheckFailedException({ $metadata: {}, message })
    : new TransactionConflictException({ $metadata: {}, message });
}

/** A condition did not hold; otherwise others kept writing the same items. */
export function isConditional(refusal: Refusal): boolean {
  return refusal.some(({ Code }) => Code === 'ConditionalCheckFailed');
}
