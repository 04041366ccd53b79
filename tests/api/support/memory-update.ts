import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Row = Record<string, AttributeValue>;

interface Expressions {
  readonly UpdateExpression?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Row> | undefined;
}

/** The item after an update: the part of DynamoDB's update expressions that the stores write. */
export function updated(present: Row | undefined, key: Row, expressions: Expressions): Row {
  const row: Row = { ...present, ...key };
  const text = expressions.UpdateExpression ?? '';
  const [, setting = '', adding = ''] = /^(?:SET (.*?))?(?: ?ADD (.*))?$/.exec(text) ?? [];
  for (const assignment of clauses(setting)) {
    const [name = '', operand = '', more] = assignment.split(/ = | \+ /);
    const base = operandOf(operand, present ?? {}, expressions);
    row[nameOf(name, expressions)] = more === undefined ? base : sum(base, operandOf(more, present ?? {}, expressions));
  }
  for (const addition of clauses(adding)) {
    const [name = '', operand = ''] = addition.split(' ');
    const attribute = nameOf(name, expressions);
    row[attribute] = sum(row[attribute] ?? { N: '0' }, operandOf(operand, row, expressions));
  }
  return row;
}

/** Whether a condition holds for an item: of parts that are joined by `AND`, each of alternatives joined by `OR`. */
export function conditionHolds(present: Row | undefined, expressions: Expressions): boolean {
  const condition = expressions.ConditionExpression;
  if (condition === undefined) return true;
  const parts = condition.split(' AND ').map((part) => (part.startsWith('(') ? part.slice(1, -1) : part));
  return parts.every((part) => part.split(' OR ').some((each) => holds(each, present, expressions)));
}

function holds(text: string, present: Row | undefined, expressions: Expressions): boolean {
  const [, tested, name = ''] = /^attribute_(not_exists|exists)\((.+)\)$/.exec(text) ?? [];
  if (tested !== undefined) return (present?.[nameOf(name, expressions)] === undefined) === (tested === 'not_exists');
  const [left = '', operator = '', right = ''] = text.split(' ');
  const [a, b] = [present?.[nameOf(left, expressions)], operandOf(right, present ?? {}, expressions)];
  if (a === undefined) return false;
  const [x, y] = a.N === undefined ? [a.S ?? '', b.S ?? ''] : [Number(a.N), Number(b.N)];
  if (operator === '<') return x < y;
  if (operator === '<=') return x <= y;
  if (operator === '>=') return x >= y;
  if (operator === '=') return x === y;
  throw new Error(`a condition that the stores do not write: ${text}`);
}

function clauses(text: string): string[] {
  return text === '' ? [] : text.split(', ');
}

function nameOf(name: string, { ExpressionAttributeNames: names = {} }: Expressions): string {
  return names[name] ?? name;
}

function operandOf(operand: string, row: Row, expressions: Expressions): AttributeValue {
  const value = operand.startsWith(':')
    ? expressions.ExpressionAttributeValues?.[operand]
    : row[nameOf(operand, expressions)];
  if (value === undefined) throw new Error(`ValidationException: ${operand} has no value`);
  return value;
}

function sum(a: AttributeValue, b: AttributeValue): AttributeValue {
  return { N: String(Number(a.N) + Number(b.N)) };
}
