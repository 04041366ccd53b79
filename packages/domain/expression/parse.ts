import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { COMPREHENSIONS, type Comprehension, type Expression, ExpressionError } from './syntax.ts';

/** Bounds on what one expression may hold; its length is bounded where it is read. */
export const EXPRESSION_LIMITS = {
  maxAstNodes: 400,
  maxDepth: 32,
  maxListElements: 100,
  maxMapEntries: 50,
  maxCallArguments: 4,
} as const;

// The grammar alone is taken from the library. Its evaluator tells int from double and has no step budget, where a
// criterion over JSON needs one kind of number and must not run away: see docs/contracts.md.
const grammar = new Environment({ limits: EXPRESSION_LIMITS });

/** Parses CEL. Throws ExpressionError alone, with the offset of the mistake. */
export function parseExpression(source: string): Expression {
  let ast: ASTNode;
  try {
    ast = grammar.parse(source).ast;
  } catch (error) {
    throw syntaxError(error, source);
  }
  return convert(ast);
}

function syntaxError(error: unknown, source: string): ExpressionError {
  if (error instanceof ParseError) {
    const offset = error.range?.start ?? 0;
    return new ExpressionError('expression_syntax', error.summary + hintAt(source, offset), offset);
  }
  return new ExpressionError('expression_syntax', 'is not a CEL expression', 0);
}

/** What the writers of other languages mean there; empty where nobody could tell. */
function hintAt(source: string, offset: number): string {
  if (source[offset] !== '=') return '';
  if (source[offset - 1] !== '=') return ' (to compare, write ==, <= or >=)';
  return source[offset - 2] === '!' ? ' (inequality is !=)' : ' (equality is ==)';
}

function convert(node: ASTNode): Expression {
  const at = { start: node.start, end: node.end };
  switch (node.op) {
    case 'value':
      return { kind: 'literal', value: literal(node.args, node.start), at };
    case 'id':
      return { kind: 'variable', name: node.args, at };
    case '.':
      return { kind: 'field', of: convert(node.args[0]), name: node.args[1], at };
    case '[]':
      return { kind: 'index', of: convert(node.args[0]), index: convert(node.args[1]), at };
    case 'list':
      return { kind: 'list', items: node.args.map(convert), at };
    case 'map':
      return { kind: 'map', entries: node.args.map(([key, value]) => [convert(key), convert(value)] as const), at };
    case '?:':
      return {
        kind: 'conditional',
        test: convert(node.args[0]),
        holds: convert(node.args[1]),
        otherwise: convert(node.args[2]),
        at,
      };
    case '&&':
    case '||':
      return { kind: 'logical', operator: node.op, left: convert(node.args[0]), right: convert(node.args[1]), at };
    case '!_':
      return { kind: 'unary', operator: '!', operand: convert(node.args), at };
    case '-_':
      return { kind: 'unary', operator: '-', operand: convert(node.args), at };
    case 'call':
      return convertCall(node.args[0], node.args[1], at);
    case 'rcall':
      return convertMethod(node.args[0], node.args[1], node.args[2], at);
    case '.?':
    case '[?]':
      throw new ExpressionError('expression_syntax', 'optional access is not supported: use has()', node.start);
    default:
      return { kind: 'binary', operator: node.op, left: convert(node.args[0]), right: convert(node.args[1]), at };
  }
}

function literal(value: unknown, offset: number): null | boolean | number | string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return value;
  }
  if (typeof value === 'bigint') {
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw new ExpressionError('expression_syntax', 'a number beyond ±9007199254740991 is not exact in JSON', offset);
  }
  throw new ExpressionError('expression_syntax', 'unsigned and bytes literals have no meaning in JSON', offset);
}

type At = Expression['at'];

function convertCall(name: string, args: readonly ASTNode[], at: At): Expression {
  if (name !== 'has') return { kind: 'call', name, method: false, args: args.map(convert), at };
  const [only] = args;
  const target = args.length === 1 && only !== undefined ? convert(only) : undefined;
  if (target?.kind !== 'field') {
    throw new ExpressionError('expression_syntax', 'has() takes one field, as in has(packet.goals)', at.start);
  }
  return { kind: 'has', of: target.of, name: target.name, at };
}

function convertMethod(name: string, receiver: ASTNode, args: readonly ASTNode[], at: At): Expression {
  const macro = COMPREHENSIONS.find((candidate) => candidate === name);
  const [variable, first, second] = args;
  if (macro === undefined || variable === undefined || first === undefined) {
    return { kind: 'call', name, method: true, args: [receiver, ...args].map(convert), at };
  }
  if (variable.op !== 'id') {
    throw new ExpressionError('expression_syntax', `${name}() names its variable first`, variable.start);
  }
  return {
    kind: 'comprehension',
    macro,
    range: convert(receiver),
    variable: variable.args,
    ...comprehensionBody(macro, convert(first), second === undefined ? undefined : convert(second)),
    at,
  };
}

function comprehensionBody(macro: Comprehension, first: Expression, second: Expression | undefined) {
  if (macro !== 'map') return { predicate: first, transform: undefined };
  return second === undefined ? { predicate: undefined, transform: first } : { predicate: first, transform: second };
}
