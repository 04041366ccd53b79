import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Items are flat: keys and index keys as strings, versions as numbers, everything else as JSON in `doc`, or deflated. */
export type Attributes = Readonly<Record<string, string | number | Uint8Array>>;

export interface Item {
  readonly sort: string;
  readonly attributes: Attributes;
}

export function toAttributeValues(attributes: Attributes): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toAttributeValue(value)]));
}

function toAttributeValue(value: string | number | Uint8Array): AttributeValue {
  if (typeof value === 'number') return { N: String(value) };
  return typeof value === 'string' ? { S: value } : { B: value };
}

/** How much of an item these take up at the most, by which DynamoDB charges: numbers take a little less. */
export function bytesOf(attributes: Attributes): number {
  return Object.entries(attributes).reduce((bytes, [name, value]) => {
    const size = value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value));
    return bytes + Buffer.byteLength(name) + Math.max(size, 2);
  }, 0);
}

export function toItem(item: Record<string, AttributeValue>): Item {
  const { pk: _partition, sk, ...rest } = item;
  const attributes: Record<string, string | number | Uint8Array> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value.S !== undefined) attributes[name] = value.S;
    else if (value.N !== undefined) attributes[name] = Number(value.N);
    else if (value.B !== undefined) attributes[name] = value.B;
  }
  return { sort: sk?.S ?? '', attributes };
}

/** The condition under which a write of an item goes through: its version, or with 0 that it is not there. */
export function versionCondition(version: number) {
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': { N: String(version) } },
  };
}
