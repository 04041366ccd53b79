import { isDeepStrictEqual } from 'node:util';
import type { Inheritance } from '../contract/inheritance.ts';
import { beginFilling, type Filling } from '../journey/inherit.ts';
import type { InheritedField } from '../packet/inherited.ts';
import { isJsonObject } from '../packet/json.ts';
import { withoutMembers } from '../packet/without.ts';

/** A past submission, and by which rules it was filled then. */
export interface FilledThen {
  readonly packet: unknown;
  readonly inherited: readonly InheritedField[];
  readonly rules: readonly Inheritance[];
}

/**
 * The packet as its sender left it, on its way to being filled by the rules of the contract that is tested. A rule that it
 * was filled by already has done what it does, and what only other rules carried over is not there.
 */
export function beginRefilling({ packet, inherited, rules }: FilledThen, tested: readonly Inheritance[]): Filling {
  // what was taken before packets had to be objects is judged as it is
  const object = isJsonObject(packet) ? packet : {};
  const isApplied = (rule: Inheritance) => rules.some((then) => isDeepStrictEqual(then, rule));
  const applied = new Set(tested.filter(isApplied).map(({ field }) => field));
  const gone = inherited.map(({ field }) => field).filter((field) => !applied.has(field));
  return beginFilling(
    withoutMembers(object, gone),
    tested.filter(({ field }) => !applied.has(field)),
  );
}
