import type { PatternAudit } from '../packet/pattern.ts';
import { FUNCTIONS, METHODS } from './functions.ts';
import { binaryType } from './operators.ts';
import { type Expression, ExpressionError } from './syntax.ts';
import { BOOL, type CelType, DYN, listOf, NULL, NUMBER, STRING, unify } from './types.ts';

/** What an expression is checked against. */
export interface TypeScope {
  readonly variables: ReadonlyMap<string, CelType>;
  /** Judges the patterns of `matches()`. */
  readonly patterns: PatternAudit;
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** The type of an expression. Throws ExpressionError for the first thing in it that cannot work. */
export function typeOf(node: Expression, scope: TypeScope): CelType {
  switch (node.kind) {
    case 'literal':
      return literalType(node.value);
    case 'variable':
      return variableType(node, scope);
    case 'field':
      return fieldType(node, scope);
    case 'has':
      fieldType(node, scope);
      return BOOL;
    case 'index':
      return indexType(node, scope);
    case 'list':
      return listOf(unifyAll(node.items.map((item) => typeOf(item, scope))));
    case 'map':
      return mapType(node, scope);
    case 'unary':
      return unaryType(node, scope);
    case 'binary':
      return checkBinary(node, scope);
    case 'logical':
      expectBool(node.left, scope, `"${node.operator}"`);
      expectBool(node.right, scope, `"${node.operator}"`);
      return BOOL;
    case 'conditional':
      expectBool(node.test, scope, '"?:"');
      return unify(typeOf(node.holds, scope), typeOf(node.otherwise, scope));
    case 'comprehension':
      return comprehensionType(node, scope);
    case 'call':
      return callType(node, scope);
  }
}

function literalType(value: Of<'literal'>['value']): CelType {
  if (value === null) return NULL;
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'number':
      return NUMBER;
    case 'string':
      return STRING;
  }
}

function unifyAll(types: readonly CelType[]): CelType {
  return types.length === 0 ? DYN : types.reduce(unify);
}

function variableType(node: Of<'variable'>, scope: TypeScope): CelType {
  const type = scope.variables.get(node.name);
  if (type !== undefined) return type;
  const known = [...scope.variables.keys()].join(', ');
  throw new ExpressionError('unknown_variable', `there is no "${node.name}" here, only ${known}`, node.at.start);
}

function fieldType(node: Of<'field'> | Of<'has'>, scope: TypeScope): CelType {
  const target = typeOf(node.of, scope);
  const offset = node.kind === 'field' ? node.at.end - node.name.length : node.of.at.end + 1;
  return memberType(target, node.name, offset);
}

function memberType(target: CelType, name: string, offset: number): CelType {
  if (target.kind === 'dyn') return DYN;
  if (target.kind !== 'object') {
    throw new ExpressionError('expression_type', `${named(target)} has no fields, so no "${name}"`, offset);
  }
  const type = target.field(name);
  if (type !== undefined) return type;
  const shown = target.names.slice(0, 12).join(', ');
  const known = shown === '' ? 'it has no fields' : `known are ${shown}${target.names.length > 12 ? ', …' : ''}`;
  throw new ExpressionError('unknown_field', `there is no field "${name}": ${known}`, offset);
}

function indexType(node: Of<'index'>, scope: TypeScope): CelType {
  const target = typeOf(node.of, scope);
  const index = typeOf(node.index, scope);
  if (target.kind === 'list') {
    expectKind(index, ['number'], 'a list is indexed by a number', node.index);
    return target.of();
  }
  if (target.kind === 'object') {
    expectKind(index, ['string'], 'an object is indexed by text', node.index);
    if (node.index.kind !== 'literal') return DYN;
    return memberType(target, String(node.index.value), node.index.at.start);
  }
  if (target.kind === 'dyn') return DYN;
  throw new ExpressionError('expression_type', `${named(target)} cannot be indexed`, node.of.at.start);
}

function mapType(node: Of<'map'>, scope: TypeScope): CelType {
  const fields = new Map<string, CelType>();
  for (const [key, value] of node.entries) {
    expectKind(typeOf(key, scope), ['string'], 'the keys of a map are text, as in JSON', key);
    const type = typeOf(value, scope);
    if (key.kind === 'literal') fields.set(String(key.value), type);
  }
  return { kind: 'object', names: [...fields.keys()], field: (name) => fields.get(name) ?? DYN };
}

function unaryType(node: Of<'unary'>, scope: TypeScope): CelType {
  if (node.operator === '!') {
    expectBool(node.operand, scope, '"!"');
    return BOOL;
  }
  const type = typeOf(node.operand, scope);
  expectKind(type, ['number', 'duration'], '"-" needs a number', node.operand);
  return type;
}

function checkBinary(node: Of<'binary'>, scope: TypeScope): CelType {
  const left = typeOf(node.left, scope);
  const right = typeOf(node.right, scope);
  const type = binaryType(node.operator, left, right);
  if (type !== undefined) return type;
  const message = `"${node.operator}" has no meaning for ${named(left)} and ${named(right)}`;
  throw new ExpressionError('expression_type', message, node.at.start);
}

function comprehensionType(node: Of<'comprehension'>, scope: TypeScope): CelType {
  const range = typeOf(node.range, scope);
  expectKind(range, ['list', 'object'], `${node.macro}() goes over a list, or the keys of an object`, node.range);
  const element = elementType(range);
  const inner = { ...scope, variables: new Map([...scope.variables, [node.variable, element] as const]) };
  if (node.predicate !== undefined) expectBool(node.predicate, inner, `${node.macro}()`);
  switch (node.macro) {
    case 'all':
    case 'exists':
    case 'exists_one':
      return BOOL;
    case 'filter':
      return listOf(element);
    case 'map':
      return listOf(node.transform === undefined ? DYN : typeOf(node.transform, inner));
  }
}

function elementType(range: CelType): CelType {
  if (range.kind === 'list') return range.of();
  return range.kind === 'object' ? STRING : DYN;
}

function callType(node: Of<'call'>, scope: TypeScope): CelType {
  const callee = (node.method ? METHODS : FUNCTIONS).get(node.name);
  if (callee === undefined) {
    const known = [...(node.method ? METHODS : FUNCTIONS).keys()].join(', ');
    const what = node.method ? 'method' : 'function';
    throw new ExpressionError(
      'unknown_function',
      `there is no ${what} "${node.name}": known are ${known}`,
      node.at.start,
    );
  }
  if (node.args.length !== callee.params.length) {
    const count = callee.params.length - (node.method ? 1 : 0);
    throw new ExpressionError('expression_type', `${node.name}() takes ${count} argument(s)`, node.at.start);
  }
  for (const [index, param] of callee.params.entries()) {
    const arg = node.args[index];
    if (arg === undefined) continue;
    expectKind(typeOf(arg, scope), param, `${node.name}() needs ${param.join(' or ')}`, arg);
  }
  if (node.name === 'matches') checkPattern(node, scope.patterns);
  return callee.result;
}

function checkPattern(node: Of<'call'>, patterns: PatternAudit): void {
  const pattern = node.args[1];
  if (pattern === undefined) return;
  if (pattern.kind !== 'literal') {
    throw new ExpressionError('expression_type', 'matches() needs its pattern written out as text', pattern.at.start);
  }
  const problem = patterns.problem(String(pattern.value));
  if (problem !== undefined) throw new ExpressionError('expression_type', `the pattern ${problem}`, pattern.at.start);
}

function expectBool(node: Expression, scope: TypeScope, where: string): void {
  expectKind(typeOf(node, scope), ['bool'], `${where} needs a condition that is true or false`, node);
}

function expectKind(type: CelType, kinds: readonly CelType['kind'][], message: string, node: Expression): void {
  if (type.kind === 'dyn' || kinds.includes(type.kind)) return;
  throw new ExpressionError('expression_type', `${message}, not ${named(type)}`, node.at.start);
}

function named(type: CelType): string {
  return type.kind === 'dyn' ? 'an unknown value' : `a ${type.kind} value`;
}
