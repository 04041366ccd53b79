/** What is known of a value before it is there. `dyn` is anything; objects and lists of a schema are read lazily. */
export type CelType =
  | { readonly kind: 'dyn' | 'bool' | 'number' | 'string' | 'null' | 'timestamp' | 'duration' }
  | { readonly kind: 'list'; readonly of: () => CelType }
  | {
      readonly kind: 'object';
      readonly field: (name: string) => CelType | undefined;
      readonly names: readonly string[];
    };

export const DYN: CelType = { kind: 'dyn' };
export const BOOL: CelType = { kind: 'bool' };
export const NUMBER: CelType = { kind: 'number' };
export const STRING: CelType = { kind: 'string' };
export const NULL: CelType = { kind: 'null' };
export const TIMESTAMP: CelType = { kind: 'timestamp' };
export const DURATION: CelType = { kind: 'duration' };
/** An object of which nothing is known. */
export const ANY_OBJECT: CelType = { kind: 'object', field: () => DYN, names: [] };

export function listOf(type: CelType): CelType {
  return { kind: 'list', of: () => type };
}

/** An object with these fields and no others. */
export function objectOf(fields: Readonly<Record<string, CelType>>): CelType {
  const known = new Map(Object.entries(fields));
  return { kind: 'object', field: (name) => known.get(name), names: [...known.keys()] };
}

/** Whether a value of one type can equal, or stand in for, a value of the other. */
export function compatible(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn' || b.kind === 'dyn' || a.kind === 'null' || b.kind === 'null') return true;
  return a.kind === b.kind;
}

/** The type of a value that may be either. */
export function unify(a: CelType, b: CelType): CelType {
  if (a.kind !== b.kind) return DYN;
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', of: () => unify(a.of(), b.of()) };
  return a === b || a.kind !== 'object' ? a : ANY_OBJECT;
}
