/** One way in which a packet breaks its schema. */
export interface SchemaError {
  /** JSON Pointer (RFC 6901) into the packet; for a missing property, to where it should be. */
  readonly pointer: string;
  /** The keyword of JSON Schema that is not satisfied. */
  readonly keyword: string;
  /** What is wrong and what would be right, as a predicate of the value: "must be a number, not text". */
  readonly message: string;
}

/** The members of one value that some schema has looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
export interface Evaluated {
  readonly names: Set<string>;
  readonly indexes: Set<number>;
}

export function nothingEvaluated(): Evaluated {
  return { names: new Set(), indexes: new Set() };
}

/** What the keywords need of the validation that they are part of. */
export interface Applying {
  /** The errors of `value` under `schema`; notes in `evaluated` what the schema looked at, if there are none. */
  readonly apply: (schema: unknown, value: unknown, pointer: string, evaluated: Evaluated) => readonly SchemaError[];
  /** Counts work; throws ValidationTooCostly once there has been too much. */
  readonly spend: (work: number) => void;
  /** The compiled form of a pattern. */
  readonly pattern: (source: string) => RegExp;
}

/** Thrown out of a validation that takes more work than it may. */
export class ValidationTooCostly extends Error {}
