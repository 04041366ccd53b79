/** Half-open range of UTF-16 offsets in the expression's source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | 'in';
export type LogicalOperator = '&&' | '||';
export const COMPREHENSIONS = ['all', 'exists', 'exists_one', 'map', 'filter'] as const;
export type Comprehension = (typeof COMPREHENSIONS)[number];

/** A parsed expression. Numbers are JSON numbers: there is no separate integer. */
export type Expression = { readonly at: Span } & (
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'has'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'logical';
      readonly operator: LogicalOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly holds: Expression;
      readonly otherwise: Expression;
    }
  | {
      readonly kind: 'comprehension';
      readonly macro: Comprehension;
      readonly range: Expression;
      readonly variable: string;
      readonly predicate: Expression | undefined;
      readonly transform: Expression | undefined;
    }
  | { readonly kind: 'call'; readonly name: string; readonly method: boolean; readonly args: readonly Expression[] }
);

/** Why an expression was refused before it ran, and where. Line and column count from 1. */
export interface ExpressionProblem {
  readonly code: 'expression_syntax' | 'expression_type' | 'unknown_variable' | 'unknown_field' | 'unknown_function';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Thrown inside parsing and checking alone; their entry points turn it into an `ExpressionProblem`. */
export class ExpressionError extends Error {
  readonly code: ExpressionProblem['code'];
  readonly offset: number;

  constructor(code: ExpressionProblem['code'], message: string, offset: number) {
    super(message);
    this.name = 'ExpressionError';
    this.code = code;
    this.offset = offset;
  }
}

/** The problem that `error` stands for, with its place in `source`. */
export function problemOf(error: ExpressionError, source: string): ExpressionProblem {
  const before = source.slice(0, error.offset);
  const line = before.split('\n').length;
  return { code: error.code, message: error.message, line, column: before.length - before.lastIndexOf('\n') };
}
