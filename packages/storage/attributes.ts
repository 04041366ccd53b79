import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Items are flat: keys and index keys as strings, versions as numbers, everything else as JSON in `doc` (ADR 3). */
export type Attributes = Readonly<Record<string, string | number>>;

export interface Item {
  readonly sort: string;
  readonly attributes: Attributes;
}

export function toAttributeValues(attributes: Attributes): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );
}

export function toItem(item: Record<string, AttributeValue>): Item {
  const { pk: _partition, sk, ...rest } = item;
  const attributes: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value.S !== undefined) attributes[name] = value.S;
    else if (value.N !== undefined) attributes[name] = Number(value.N);
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
