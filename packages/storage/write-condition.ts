import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What must hold of an item for a write of it to go through. */
export interface Condition {
  /** The version that it has; 0: it has none yet. */
  readonly ifVersion?: number;
  /** What it counts is lower than this; nothing counted yet is 0. */
  readonly below?: number;
  /** It counts something already. */
  readonly counted?: true;
  /** It is not marked with a later version than this. */
  readonly asOf?: number;
  /** It is there. */
  readonly present?: true;
}

/** The attribute that holds the mark of an item, and that which holds its count. */
export const MARK = 'asOf';
export const COUNT = 'counted';

interface Expressions {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** `condition` in DynamoDB's words; `names` and `values` are what the write itself uses of them. */
export function conditionOf(
  condition: Condition,
  names: Readonly<Record<string, string>> = {},
  values: Readonly<Record<string, number>> = {},
): Expressions {
  const { ifVersion, below, asOf } = condition;
  const parts = partsOf(condition);
  const allNames = {
    ...names,
    ...(parts.some((part) => part.includes('#version')) ? { '#version': 'version' } : {}),
    ...(parts.some((part) => part.includes('#counted')) ? { '#counted': COUNT } : {}),
    ...(asOf === undefined ? {} : { '#asOf': MARK }),
  };
  const allValues = {
    ...values,
    ...(ifVersion === undefined || ifVersion === 0 ? {} : { ':version': ifVersion }),
    ...(below === undefined ? {} : { ':below': below }),
    ...(asOf === undefined ? {} : { ':asOf': asOf }),
  };
  const numbers = Object.entries(allValues).map(([name, value]) => [name, { N: String(value) }] as const);
  return {
    ...(parts.length === 0 ? {} : { ConditionExpression: parts.join(' AND ') }),
    ...(Object.keys(allNames).length === 0 ? {} : { ExpressionAttributeNames: allNames }),
    ...(numbers.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(numbers) }),
  };
}

function partsOf({ ifVersion, below, counted, asOf, present }: Condition): string[] {
  return [
    ...(present === undefined ? [] : ['attribute_exists(pk)']),
    ...(ifVersion === undefined ? [] : [versionPart(ifVersion, asOf !== undefined)]),
    ...(counted === undefined || below !== undefined ? [] : ['attribute_exists(#counted)']),
    ...(below === undefined ? [] : [belowPart(counted === true)]),
    ...(asOf === undefined ? [] : ['(attribute_not_exists(#asOf) OR #asOf <= :asOf)']),
  ];
}

/** What can be marked may be there for its mark alone. */
function versionPart(version: number, marked: boolean): string {
  if (version > 0) return '#version = :version';
  return marked ? 'attribute_not_exists(#version)' : 'attribute_not_exists(pk)';
}

function belowPart(counted: boolean): string {
  return counted ? '#counted < :below' : '(attribute_not_exists(#counted) OR #counted < :below)';
}
