import type { Expression } from './syntax.ts';

/** The fields of `variable` that an expression reads, as JSON Pointers: as deep as they are spelled out. */
export function fieldsRead(expression: Expression, variable: string): readonly string[] {
  const pointer = pointerOf(expression, variable);
  const found = pointer === undefined ? partsOf(expression).flatMap((part) => fieldsRead(part, variable)) : [pointer];
  return [...new Set(found)].filter((each) => each !== '');
}

/** The pointer that a chain of fields spells, such as `packet.owner.email`; undefined if it is no such chain. */
function pointerOf(expression: Expression, variable: string): string | undefined {
  if (expression.kind === 'variable') return expression.name === variable ? '' : undefined;
  if (expression.kind !== 'field' && expression.kind !== 'has') return undefined;
  const parent = pointerOf(expression.of, variable);
  return parent === undefined ? undefined : `${parent}/${expression.name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function partsOf(expression: Expression): readonly Expression[] {
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
      return [expression.range, expression.predicate, expression.transform].filter((part) => part !== undefined);
    case 'call':
      return expression.args;
  }
}
