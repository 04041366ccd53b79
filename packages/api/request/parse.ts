import * as z from 'zod';
import { once } from '#domain/once.ts';
import { DomainError, summaryOf, type Violation } from '#domain/problem.ts';
import type { ApiRequest } from '../http.ts';
import { readJsonBody } from './body.ts';
import { explainIssue } from './explain-issue.ts';
import { readIfMatch } from './if-match.ts';
import { readQuery } from './query.ts';
import { violationsOf } from './violations.ts';

type Schema = () => z.ZodType;

/** The schemas of a request's parts; an absent part may not be sent. */
export interface RequestSpec {
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** Which alternative of `body` a value is to be held to, so that its faults are told by the one that was meant. */
  readonly bodyBy?: (value: unknown) => z.ZodType;
  /** Whether `If-Match` may name the version that the caller means to change. */
  readonly conditional?: true;
}

type Parsed<S> = S extends Schema ? z.output<ReturnType<S>> : undefined;

export interface ParsedRequest<Q extends RequestSpec> {
  readonly params: Parsed<Q['params']>;
  readonly query: Parsed<Q['query']>;
  readonly body: Parsed<Q['body']>;
  /** The version named by `If-Match`; undefined if any will do. */
  readonly ifVersion: number | undefined;
}

const nothing = once(() => z.strictObject({}));

/**
 * The typed parts of a request. Throws DomainError: `not_found` if the path can name nothing, `validation_failed` with
 * all the faults of query and body, and what `readJsonBody` throws.
 */
export function parseRequest<Q extends RequestSpec>(
  method: string,
  spec: Q,
  incoming: { readonly request: ApiRequest; readonly params: Readonly<Record<string, string>> },
): ParsedRequest<Q> {
  const { request } = incoming;
  const params = parseParams(spec.params, incoming.params);
  const violations: Violation[] = [];
  const query = check((spec.query ?? nothing)(), readQuery(request.query, violations), violations, '/query');
  const takesBody = method !== 'GET' && (method !== 'DELETE' || spec.body !== undefined);
  const body = takesBody ? parseBody(spec, request, violations) : undefined;
  const ifVersion = spec.conditional ? readIfMatch(request.headers['if-match']) : undefined;
  if (violations.length > 0) throw new DomainError('validation_failed', summaryOf(violations), { violations });
  return typed<Q>({ params, query, body, ifVersion });
}

function parseBody(spec: RequestSpec, request: ApiRequest, violations: Violation[]): unknown {
  const value = readJsonBody(request);
  const schema = spec.bodyBy?.(value) ?? (spec.body ?? nothing)();
  return check(schema, value, violations, '');
}

/** An id of another form names nothing: as little as one that never existed. */
function parseParams(schema: Schema | undefined, params: Readonly<Record<string, string>>): unknown {
  if (schema === undefined) return undefined;
  const result = schema().safeParse(params);
  if (!result.success) throw new DomainError('not_found', `There is nothing at this path${idsAre(result.error)}.`);
  return result.data;
}

const ID_PATTERN = /\^([a-z]+)_\[[^\]]*\]\{(\d+)\}\$/;

/** What the ids in a path look like, of those parameters that are none. */
function idsAre({ issues }: z.ZodError): string {
  const [, prefix, length] = issues.flatMap((issue) =>
    issue.code === 'invalid_format' ? (ID_PATTERN.exec(issue.pattern ?? '') ?? []) : [],
  );
  if (prefix === undefined) return '';
  return `: an id of this kind begins with ${prefix}_, and ${length} digits and capital letters follow`;
}

function check(schema: z.ZodType, value: unknown, violations: Violation[], prefix: string): unknown {
  const result = schema.safeParse(value, { error: explainIssue });
  if (result.success) return result.data;
  violations.push(...violationsOf(result.error, value, prefix));
  return undefined;
}

/** The schemas have just vouched for each part; TypeScript cannot follow them through a spec that is generic. */
function typed<Q extends RequestSpec>(parts: Record<keyof ParsedRequest<Q>, unknown>): ParsedRequest<Q> {
  return parts as ParsedRequest<Q>;
}
