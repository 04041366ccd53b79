import { isJsonObject, resolveLocalRef } from '../packet/json.ts';
import type { Violation } from '../problem.ts';
import type { ContractBody } from './body.ts';
import { duplicates } from './violations.ts';

/** Schemas that are looked at for one field: references may lead in circles. */
const MOST_SCHEMAS = 200;

/** What is carried over and could not be: fields that the schema does not declare, that are named twice or overlap. */
export function checkInheritance({ packet }: ContractBody): readonly Violation[] {
  const { schema, inherit = [] } = packet;
  const at = '/packet/inherit';
  return [
    ...duplicates(inherit, at, 'field'),
    ...inherit.flatMap(({ field, from }, index): readonly Violation[] => [
      ...undeclared(schema, field, `${at}/${index}/field`),
      ...overlapping(inherit, index, `${at}/${index}/field`),
      ...unbounded(from, `${at}/${index}/from`),
    ]),
  ];
}

function undeclared(schema: unknown, field: string, pointer: string): Violation[] {
  const tokens = field
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (declares([schema], schema, tokens)) return [];
  const message = `the packet schema declares no property ${field}; declare it to have it carried over`;
  return [{ pointer, code: 'unknown_field', message }];
}

/** Whether the schemas, of which a value is to meet all, declare a property at the end of these names. */
function declares(schemas: readonly unknown[], root: unknown, [name, ...further]: readonly string[]): boolean {
  if (name === undefined) return true;
  const inner = spread(schemas, root).flatMap(({ properties }) =>
    isJsonObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [],
  );
  return inner.length > 0 && declares(inner, root, further);
}

/** The schemas with all that they refer to and are made up of. */
function spread(schemas: readonly unknown[], root: unknown): Readonly<Record<string, unknown>>[] {
  const found = new Set<Readonly<Record<string, unknown>>>();
  const waiting = [...schemas];
  while (waiting.length > 0 && found.size < MOST_SCHEMAS) {
    const schema = waiting.pop();
    if (!isJsonObject(schema) || found.has(schema)) continue;
    found.add(schema);
    const { $ref, allOf } = schema;
    if (typeof $ref === 'string') waiting.push(resolveLocalRef(root, $ref));
    if (Array.isArray(allOf)) waiting.push(...allOf);
  }
  return [...found];
}

/** A field inside another one that is carried over too: which of the two sources counts would be anybody's guess. */
function overlapping(inherit: readonly { readonly field: string }[], index: number, pointer: string): Violation[] {
  const field = inherit[index]?.field ?? '';
  const outer = inherit.findIndex((other) => field.startsWith(`${other.field}/`));
  if (outer === -1) return [];
  const message = `lies inside ${inherit[outer]?.field}, which is carried over as a whole at index ${outer}`;
  return [{ pointer, code: 'overlap', message }];
}

type Source = NonNullable<NonNullable<ContractBody['packet']['inherit']>[number]['from']>;

/** A source that says nothing is a mistake rather than a wish. */
function unbounded(from: Source | undefined, pointer: string): Violation[] {
  const says = from === undefined || Object.keys(from).length > 0;
  const stage = from?.stage === undefined || Object.keys(from.stage).length > 0;
  const empty = (at: string) => ({ pointer: at, code: 'empty', message: 'must say something, or be left out' });
  return [...(says ? [] : [empty(pointer)]), ...(stage ? [] : [empty(`${pointer}/stage`)])];
}
