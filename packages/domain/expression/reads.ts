import { escapeToken } from '../packet/json.ts';
import type { Expression } from './syntax.ts';

/**
 * The fields of `variable` that an expression reads, as JSON Pointers: as deep as they are spelled out. Where it looks at
 * the whole of `variable`, the empty pointer.
 */
export function fieldsRead(expression: Expression, variable: string): readonly string[] {
  const pointer = pointerOf(expression, variable);
  if (pointer !== undefined) return [pointer];
  return [...new Set(partsOf(expression, variable).flatMap((part) => fieldsRead(part, variable)))];
}

/** The pointer that a chain such as `packet.owner["e-mail"]` spells; undefined if it is no such chain. */
function pointerOf(expression: Expression, variable: string): string | undefined {
  if (expression.kind === 'variable') return expression.name === variable ? '' : undefined;
  const name = memberOf(expression);
  if (name === undefined || !('of' in expression)) return undefined;
  const parent = pointerOf(expression.of, variable);
  return parent === undefined ? undefined : `${parent}/${escapeToken(name)}`;
}

/** The name of the one member that an expression reads. */
function memberOf(expression: Expression): string | undefined {
  if (expression.kind === 'field' || expression.kind === 'has') return expression.name;
  if (expression.kind !== 'index' || expression.index.kind !== 'literal') return undefined;
  return typeof expression.index.value === 'string' ? expression.index.value : undefined;
}

/** What an expression consists of, as far as `variable` means the same there. */
function partsOf(expression: Expression, variable: string): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
      return [];
    case 'field':
    case 'has':
      return [expression.of];
    case 'index':
      return [expression.of, expression.index];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.flat();
    case 'unary':
      return [expression.operand];
    case 'binary':
    case 'logical':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.test, expression.holds, expression.otherwise];
    case 'comprehension':
      if (expression.variable === variable) return [expression.range];
      return [expression.range, expression.predicate, expression.transform].filter((part) => part !== undefined);
    case 'call':
      return expression.args;
  }
}
