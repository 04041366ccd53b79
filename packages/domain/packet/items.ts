import type { Applying, Evaluated, SchemaError } from './applying.ts';
import { nothingEvaluated } from './applying.ts';
import { canonicalText } from './canonical.ts';
import type { JsonObject } from './json.ts';

/** The errors of the keywords that speak of a list's items, but for `unevaluatedItems`. */
export function* itemErrors(
  schema: JsonObject,
  list: readonly unknown[],
  pointer: string,
  evaluated: Evaluated,
  on: Applying,
): Iterable<SchemaError> {
  const { minItems: least, maxItems: most, uniqueItems, contains } = schema;
  if (typeof least === 'number' && list.length < least) {
    yield { pointer, keyword: 'minItems', message: `must have at least ${least} item(s), has ${list.length}` };
  }
  if (typeof most === 'number' && list.length > most) {
    yield { pointer, keyword: 'maxItems', message: `must have at most ${most} item(s), has ${list.length}` };
  }
  if (uniqueItems === true) yield* duplicateErrors(list, pointer, on);
  yield* placedErrors(schema, list, pointer, evaluated, on);
  if (contains !== undefined) yield* containsErrors(schema, list, pointer, evaluated, on);
}

function* duplicateErrors(list: readonly unknown[], pointer: string, on: Applying): Iterable<SchemaError> {
  const firsts = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const text = canonicalText(item);
    on.spend(1 + text.length / 32);
    const first = firsts.get(text);
    if (first === undefined) firsts.set(text, index);
    else yield { pointer: `${pointer}/${index}`, keyword: 'uniqueItems', message: `repeats item ${first} of the list` };
  }
}

function* placedErrors(
  schema: JsonObject,
  list: readonly unknown[],
  pointer: string,
  evaluated: Evaluated,
  on: Applying,
): Iterable<SchemaError> {
  const { prefixItems, items } = schema;
  const prefix: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : [];
  for (const [index, item] of list.entries()) {
    const part = index < prefix.length ? prefix[index] : items;
    if (part === undefined) return;
    evaluated.indexes.add(index);
    const at = `${pointer}/${index}`;
    if (part === false) yield { pointer: at, keyword: 'items', message: 'is one item too many' };
    else yield* on.apply(part, item, at, nothingEvaluated());
  }
}

function* containsErrors(
  schema: JsonObject,
  list: readonly unknown[],
  pointer: string,
  evaluated: Evaluated,
  on: Applying,
): Iterable<SchemaError> {
  const least = typeof schema['minContains'] === 'number' ? schema['minContains'] : 1;
  const most = typeof schema['maxContains'] === 'number' ? schema['maxContains'] : Number.POSITIVE_INFINITY;
  let count = 0;
  for (const [index, item] of list.entries()) {
    if (on.apply(schema['contains'], item, `${pointer}/${index}`, nothingEvaluated()).length > 0) continue;
    evaluated.indexes.add(index);
    count += 1;
  }
  if (count < least) {
    yield {
      pointer,
      keyword: 'contains',
      message: `must have at least ${least} item(s) of the kind required, has ${count}`,
    };
  }
  if (count > most) {
    yield { pointer, keyword: 'maxContains', message: `must have at most ${most} item(s) of that kind, has ${count}` };
  }
}
