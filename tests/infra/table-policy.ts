import * as z from 'zod';

export const statementSchema = z.object({
  Effect: z.string(),
  Action: z.union([z.string().transform((one) => [one]), z.array(z.string())]),
  Resource: z.unknown().optional(),
  Principal: z.unknown().optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type Statement = z.infer<typeof statementSchema>;

export const documentSchema = z.object({ Statement: z.array(statementSchema) });

/** Those of `statements` that are about the table. */
export function onTable(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ Action }) => Action.some((action) => action.startsWith('dynamodb:')));
}

/** The patterns of partition keys that a statement holds for, and that there must be keys. */
export function keysOf({ Condition }: Statement): readonly [unknown, unknown] {
  return [
    Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
    Condition?.['Null']?.['dynamodb:LeadingKeys'],
  ];
}

/** Whether `statements` allow `action` with the items of these partitions in one request: one statement must hold for all. */
export function allows(statements: readonly Statement[], action: string, keys: readonly string[]): boolean {
  return onTable(statements).some((statement) => {
    const [patterns, isAbsent] = keysOf(statement);
    const matches = z.array(z.string()).parse(patterns).map(wildcard);
    const isOfKeys = isAbsent === 'false' && keys.every((key) => matches.some((each) => each.test(key)));
    return statement.Action.includes(`dynamodb:${action}`) && isOfKeys;
  });
}

/** A pattern of `StringLike`. */
function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('?', '.').replaceAll('*', '.*')}$`);
}
