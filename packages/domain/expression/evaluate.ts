import { isJsonObject } from '../packet/json.ts';
import { FUNCTIONS, METHODS } from './functions.ts';
import { applyBinary } from './operators.ts';
import { type Budget, BudgetExceeded, Duration, EvaluationFault, kindOfValue } from './runtime.ts';
import type { Expression } from './syntax.ts';

/** The value of each variable that an expression may name. */
export type ValueScope = ReadonlyMap<string, unknown>;

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** The value of a checked expression. Throws EvaluationFault where the data does not allow one. */
export function evaluate(node: Expression, scope: ValueScope, budget: Budget): unknown {
  budget.spend(1);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'variable':
      return variable(node, scope);
    case 'field':
      return member(evaluate(node.of, scope, budget), node.name);
    case 'has':
      return hasMember(evaluate(node.of, scope, budget), node.name);
    case 'index':
      return element(evaluate(node.of, scope, budget), evaluate(node.index, scope, budget));
    case 'list':
      return node.items.map((item) => evaluate(item, scope, budget));
    case 'map':
      return mapOf(node, scope, budget);
    case 'unary':
      return unary(node, scope, budget);
    case 'binary':
      return applyBinary(
        node.operator,
        evaluate(node.left, scope, budget),
        evaluate(node.right, scope, budget),
        budget,
      );
    case 'logical':
      return logical(node, scope, budget);
    case 'conditional':
      return evaluate(truth(evaluate(node.test, scope, budget)) ? node.holds : node.otherwise, scope, budget);
    case 'comprehension':
      return comprehension(node, scope, budget);
    case 'call':
      return call(node, scope, budget);
  }
}

function variable(node: Of<'variable'>, scope: ValueScope): unknown {
  const value = scope.get(node.name);
  if (value === undefined) throw new EvaluationFault(`"${node.name}" is not known here`);
  return value;
}

function member(target: unknown, name: string): unknown {
  const value = isJsonObject(target) && Object.hasOwn(target, name) ? target[name] : undefined;
  if (value === undefined) throw new EvaluationFault(`"${name}" is missing`);
  return value;
}

function hasMember(target: unknown, name: string): boolean {
  if (!isJsonObject(target)) throw new EvaluationFault(`${kindOfValue(target)} has no fields, so no "${name}"`);
  return Object.hasOwn(target, name) && target[name] !== undefined;
}

function element(target: unknown, index: unknown): unknown {
  if (!Array.isArray(target)) {
    if (typeof index === 'string') return member(target, index);
    throw new EvaluationFault(`${kindOfValue(target)} cannot be indexed by ${kindOfValue(index)}`);
  }
  if (typeof index !== 'number' || !Number.isInteger(index)) {
    throw new EvaluationFault('a list is indexed by a whole number');
  }
  if (index < 0 || index >= target.length) throw new EvaluationFault(`the list has no element ${index}`);
  const value: unknown = target[index];
  return value;
}

function mapOf(node: Of<'map'>, scope: ValueScope, budget: Budget): unknown {
  const map: Record<string, unknown> = Object.create(null);
  for (const [key, value] of node.entries) {
    const name = evaluate(key, scope, budget);
    if (typeof name !== 'string') throw new EvaluationFault('the keys of a map are text, as in JSON');
    map[name] = evaluate(value, scope, budget);
  }
  return map;
}

function unary(node: Of<'unary'>, scope: ValueScope, budget: Budget): unknown {
  const value = evaluate(node.operand, scope, budget);
  if (node.operator === '!') return !truth(value);
  if (typeof value === 'number') return -value;
  if (value instanceof Duration) return new Duration(-value.milliseconds);
  throw new EvaluationFault(`"-" has no meaning for ${kindOfValue(value)}`);
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new EvaluationFault(`needs true or false, got ${kindOfValue(value)}`);
}

/** One side decides if it can, whatever error the other side has: `has(x) && x > 0` in either order. */
function logical(node: Of<'logical'>, scope: ValueScope, budget: Budget): boolean {
  const decisive = node.operator === '||';
  const left = attempt(node.left, scope, budget);
  if (left === decisive) return decisive;
  const right = truth(evaluate(node.right, scope, budget));
  if (right === decisive) return decisive;
  if (left instanceof EvaluationFault) throw left;
  return right;
}

function attempt(node: Expression, scope: ValueScope, budget: Budget): boolean | EvaluationFault {
  try {
    return truth(evaluate(node, scope, budget));
  } catch (error) {
    if (error instanceof EvaluationFault && !(error instanceof BudgetExceeded)) return error;
    throw error;
  }
}

function comprehension(node: Of<'comprehension'>, scope: ValueScope, budget: Budget): unknown {
  const items = rangeOf(evaluate(node.range, scope, budget), node.macro, budget);
  const at = (item: unknown): ValueScope => new Map([...scope, [node.variable, item] as const]);
  const { predicate, transform } = node;
  switch (node.macro) {
    case 'all':
      return quantify(items, at, predicate, false, budget);
    case 'exists':
      return quantify(items, at, predicate, true, budget);
    case 'exists_one':
      return items.filter((item) => holds(predicate, at(item), budget)).length === 1;
    case 'filter':
      return items.filter((item) => holds(predicate, at(item), budget));
    case 'map':
      return items
        .filter((item) => predicate === undefined || holds(predicate, at(item), budget))
        .map((item) => (transform === undefined ? item : evaluate(transform, at(item), budget)));
  }
}

function rangeOf(range: unknown, macro: string, budget: Budget): readonly unknown[] {
  if (!Array.isArray(range) && !isJsonObject(range)) {
    throw new EvaluationFault(`${macro}() needs a list or an object, got ${kindOfValue(range)}`);
  }
  const items: readonly unknown[] = Array.isArray(range) ? range : Object.keys(range);
  budget.spend(items.length);
  return items;
}

function holds(predicate: Expression | undefined, scope: ValueScope, budget: Budget): boolean {
  return predicate === undefined || truth(evaluate(predicate, scope, budget));
}

/** `all` and `exists`: one deciding element decides, whatever errors the others have. */
function quantify(
  items: readonly unknown[],
  at: (item: unknown) => ValueScope,
  predicate: Expression | undefined,
  decisive: boolean,
  budget: Budget,
): boolean {
  let fault: EvaluationFault | undefined;
  for (const item of items) {
    const result = predicate === undefined ? true : attempt(predicate, at(item), budget);
    if (result === decisive) return decisive;
    if (result instanceof EvaluationFault) fault ??= result;
  }
  if (fault !== undefined) throw fault;
  return !decisive;
}

function call(node: Of<'call'>, scope: ValueScope, budget: Budget): unknown {
  const callee = (node.method ? METHODS : FUNCTIONS).get(node.name);
  if (callee === undefined) throw new EvaluationFault(`there is no "${node.name}"`);
  return callee.apply(
    node.args.map((arg) => evaluate(arg, scope, budget)),
    budget,
  );
}
