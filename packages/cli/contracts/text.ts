import { stringify } from 'yaml';
import { sorted } from './canonical.ts';
import type { Kind, Members } from './document.ts';

export interface Written {
  readonly kind: Kind;
  readonly name: string;
  /** Only where the name alone would not find it. */
  readonly id?: string;
  /** Only where a contract is to stay a draft. */
  readonly publish?: false;
  readonly members: Members;
}

/** A document as files have it: in one order, and without what says nothing. */
export function yamlOf({ kind, name, id, publish, members }: Written): string {
  const head = { kind, ...(id === undefined ? {} : { id }), name, ...(publish === undefined ? {} : { publish }) };
  const told = Object.entries(members).filter(([key, value]) => !saysNothing(key, value));
  // Older parsers would take 24:00 for a number, and no for a boolean.
  return stringify(sorted({ ...head, ...Object.fromEntries(told) }), {
    lineWidth: 110,
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
}

function saysNothing(key: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return key === 'overrides' && typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
