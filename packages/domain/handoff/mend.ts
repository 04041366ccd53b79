import { isDeepStrictEqual } from 'node:util';
import type { CompiledCriteria } from '../contract/criteria.ts';
import { fieldsRead } from '../expression/reads.ts';
import { valueAt } from '../packet/json.ts';
import { invalid } from '../problem.ts';
import type { Handoff } from './state.ts';

/** The JSON Pointer of everything. */
const WHOLE_PACKET = '';

type Rejection = Extract<Handoff, { state: 'rejected' }>['rejection'];

/** What a rejection found at fault in the packet: the fields it names, and those that the criteria it names look at. */
export function citedFields({ fields, criteria }: Rejection, entryCriteria: CompiledCriteria): readonly string[] {
  const looked = criteria.flatMap((id) => {
    const condition = entryCriteria.find((criterion) => criterion.id === id)?.condition;
    // a criterion that its contract has no longer says nothing of where to mend: anything will do, and nothing will not
    if (condition === undefined) return [WHOLE_PACKET];
    return 'expression' in condition ? fieldsRead(condition.expression, 'packet') : [];
  });
  return [...new Set([...fields, ...looked])];
}

/** Those of `fields` that differ between two packets. */
export function changedFields(fields: readonly string[], before: unknown, after: unknown): readonly string[] {
  return fields.filter((pointer) => !isDeepStrictEqual(valueAt(before, pointer), valueAt(after, pointer)));
}

/**
 * Refuses a packet in which nothing was mended: what was cited is as it was. Where nothing of the packet was cited, as for
 * a wrong owner, there is nothing to mend.
 */
export function requireMended(cited: readonly string[], changed: readonly string[]): void {
  if (cited.length === 0 || changed.length > 0) return;
  throw invalid({
    pointer: '/packet',
    code: 'nothing_changed',
    message: `The rejection cites ${cited.map((pointer) => pointer || 'the whole packet').join(', ')}; change at least one of these, or override.`,
    details: { cited },
  });
}
