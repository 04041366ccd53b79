import { type Applying, type Evaluated, nothingEvaluated, type SchemaError, ValidationTooCostly } from './applying.ts';
import { itemErrors } from './items.ts';
import { escapeToken, isJsonObject, type JsonObject, resolveLocalRef } from './json.ts';
import { extraErrors, memberErrors } from './members.ts';
import { valueErrors } from './values.ts';

export type { SchemaError } from './applying.ts';
export { checkPacketSize } from './size.ts';

/** A unit is about a keyword looked at, so that a validation ends within some hundred milliseconds. */
const MAX_WORK = 1_000_000;
/** More errors than this are not listed. */
export const MAX_SCHEMA_ERRORS = 500;

/**
 * Every error of `packet` under a schema that `checkPacketSchema` has accepted, in the order of the schema. Validation
 * is JSON Schema 2020-12 with `format` asserted for the usual ones. Work is counted, so that no schema and packet can run
 * away; one that would is itself an error (keyword `$work`). Never throws.
 */
export function validatePacket(schema: unknown, packet: unknown): readonly SchemaError[] {
  try {
    return new Validation(schema).apply(schema, packet, '', nothingEvaluated()).slice(0, MAX_SCHEMA_ERRORS);
  } catch {
    // Too much work, or nesting beyond the stack.
    return [{ pointer: '', keyword: '$work', message: 'is too complex to be checked against its schema' }];
  }
}

class Validation implements Applying {
  readonly #root: unknown;
  readonly #patterns = new Map<string, RegExp>();
  #workLeft = MAX_WORK;

  constructor(root: unknown) {
    this.#root = root;
  }

  spend(work: number): void {
    this.#workLeft -= work;
    if (this.#workLeft < 0) throw new ValidationTooCostly('too much work');
  }

  pattern(source: string): RegExp {
    const known = this.#patterns.get(source) ?? new RegExp(source, 'u');
    this.#patterns.set(source, known);
    return known;
  }

  apply(schema: unknown, value: unknown, pointer: string, evaluated: Evaluated): readonly SchemaError[] {
    this.spend(1);
    if (schema === false) return [{ pointer, keyword: 'false', message: 'must not be here' }];
    if (!isJsonObject(schema)) return [];
    this.spend(Object.keys(schema).length);
    const own = nothingEvaluated();
    const errors = [
      ...valueErrors(schema, value, pointer, this),
      ...this.#applicators(schema, value, pointer, own),
      ...(isJsonObject(value) ? memberErrors(schema, value, pointer, own, this) : []),
      ...(Array.isArray(value) ? itemErrors(schema, value, pointer, own, this) : []),
      ...this.#dependents(schema, value, pointer, own),
      ...this.#unevaluated(schema, value, pointer, own),
    ];
    if (errors.length === 0) this.#merge(evaluated, own);
    return errors;
  }

  /** Schemas that speak of the same value: references and combinations. */
  *#applicators(schema: JsonObject, value: unknown, pointer: string, own: Evaluated): Iterable<SchemaError> {
    if (typeof schema['$ref'] === 'string') {
      yield* this.apply(resolveLocalRef(this.#root, schema['$ref']), value, pointer, own);
    }
    for (const part of listIn(schema['allOf'])) yield* this.apply(part, value, pointer, own);
    yield* this.#anyOf(schema, value, pointer, own);
    yield* this.#oneOf(schema, value, pointer, own);
    if (schema['not'] !== undefined && this.apply(schema['not'], value, pointer, nothingEvaluated()).length === 0) {
      yield { pointer, keyword: 'not', message: 'must not be what it is' };
    }
    if (schema['if'] === undefined) return;
    const branch = this.apply(schema['if'], value, pointer, own).length === 0 ? schema['then'] : schema['else'];
    if (branch !== undefined) yield* this.apply(branch, value, pointer, own);
  }

  *#anyOf(schema: JsonObject, value: unknown, pointer: string, own: Evaluated): Iterable<SchemaError> {
    if (!Array.isArray(schema['anyOf'])) return;
    const results = schema['anyOf'].map((part) => this.apply(part, value, pointer, own));
    if (results.some((errors) => errors.length === 0)) return;
    yield { pointer, keyword: 'anyOf', message: `must be one of ${alternatives(results, pointer)}` };
  }

  *#oneOf(schema: JsonObject, value: unknown, pointer: string, own: Evaluated): Iterable<SchemaError> {
    if (!Array.isArray(schema['oneOf'])) return;
    const results = schema['oneOf'].map((part) => this.apply(part, value, pointer, own));
    const matching = results.flatMap((errors, index) => (errors.length === 0 ? [index + 1] : []));
    if (matching.length === 1) return;
    const message =
      matching.length === 0
        ? `must be one of ${alternatives(results, pointer)}`
        : `must be exactly one of ${results.length} alternatives, but is number ${matching.join(' and ')}`;
    yield { pointer, keyword: 'oneOf', message };
  }

  *#dependents(schema: JsonObject, value: unknown, pointer: string, own: Evaluated): Iterable<SchemaError> {
    const { dependentSchemas } = schema;
    if (!isJsonObject(dependentSchemas) || !isJsonObject(value)) return;
    for (const [name, part] of Object.entries(dependentSchemas)) {
      this.spend(1);
      if (Object.hasOwn(value, name)) yield* this.apply(part, value, pointer, own);
    }
  }

  /** What nothing else has looked at; so it comes last. */
  *#unevaluated(schema: JsonObject, value: unknown, pointer: string, own: Evaluated): Iterable<SchemaError> {
    const { unevaluatedProperties: properties, unevaluatedItems: items } = schema;
    if (properties !== undefined && isJsonObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (own.names.has(name)) continue;
        own.names.add(name);
        yield* extraErrors(properties, 'unevaluatedProperties', member, `${pointer}/${escapeToken(name)}`, [], this);
      }
    }
    if (items === undefined || !Array.isArray(value)) return;
    for (const [index, item] of value.entries()) {
      if (own.indexes.has(index)) continue;
      own.indexes.add(index);
      yield* extraErrors(items, 'unevaluatedItems', item, `${pointer}/${index}`, [], this);
    }
  }

  #merge(into: Evaluated, from: Evaluated): void {
    this.spend((from.names.size + from.indexes.size) / 8);
    for (const name of from.names) into.names.add(name);
    for (const index of from.indexes) into.indexes.add(index);
  }
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Why each alternative does not fit, by its first error. */
function alternatives(results: readonly (readonly SchemaError[])[], pointer: string): string {
  const reasons = results.slice(0, 4).map(([first], index) => {
    const inside = first === undefined ? '' : first.pointer.slice(pointer.length);
    return `(${index + 1}) ${inside === '' ? 'it' : inside} ${first?.message.slice(0, 160) ?? 'fits'}`;
  });
  const more = results.length > reasons.length ? '; …' : '';
  return `${results.length} alternatives, and fits none: ${reasons.join('; ')}${more}`;
}
