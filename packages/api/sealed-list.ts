import * as z from 'zod';
import { invalid } from '#domain/problem.ts';
import type { AuthenticatedContext } from './context.ts';
import type { CursorPlace, CursorSeal } from './cursor.ts';
import type { ApiRequest } from './http.ts';
import { ordered } from './ordered.ts';
import type { RequestSpec } from './request/parse.ts';
import { readQuery } from './request/query.ts';
import type { AnyReply, RouteDeclaration } from './route.ts';
import { CURSOR_REFUSED } from './schemas/cursor.ts';

/** Parameters that may change from page to page: with a cursor of a dry run it may be done. */
const FREE = new Set(['cursor', 'limit', 'dryRun']);

type Parts = { readonly query?: unknown; readonly body?: unknown };

/**
 * A list's cursors as callers hold them: services know positions, callers what is sealed for their tenant and mode, this
 * list and these filters. Undefined for routes that are no lists.
 */
export class SealedList {
  readonly #seal: CursorSeal;
  readonly #place: CursorPlace;

  constructor(
    seal: CursorSeal,
    { operationId }: Pick<RouteDeclaration, 'operationId'>,
    { path, query }: Pick<ApiRequest, 'path' | 'query'>,
    { tenantId, mode }: Pick<AuthenticatedContext, 'tenantId' | 'mode'>,
    /** The body, as it was parsed: absent where the list is asked for by the query alone. */
    body?: unknown,
  ) {
    const filters = Object.entries(readQuery(query, [])).filter(([name]) => !FREE.has(name));
    const asked = filters.map((pair) => JSON.stringify(pair)).sort();
    const list = [operationId, path, ...asked, ...filtersOf(body)];
    this.#seal = seal;
    this.#place = { tenantId, mode, list };
  }

  /** The parts of a request, with the position in place of its cursor. @throws DomainError `validation_failed` */
  opened<P extends Parts>(parts: P): P {
    const query = this.#open(parts.query, '/query/cursor');
    const body = this.#open(parts.body, '/cursor');
    return { ...parts, query, body };
  }

  /** The reply, with a cursor in place of the position. */
  sealed<R extends AnyReply>(reply: R): R {
    const { body } = reply;
    if (!hasText(body, 'nextCursor')) return reply;
    return { ...reply, body: { ...body, nextCursor: this.#seal.seal(body.nextCursor, this.#place) } };
  }

  #open(part: unknown, pointer: string): unknown {
    if (!hasText(part, 'cursor')) return part;
    const cursor = this.#seal.open(part.cursor, this.#place);
    if (cursor !== undefined) return { ...part, cursor };
    throw invalid({ pointer, code: 'invalid_cursor', message: CURSOR_REFUSED });
  }
}

/** What a body says beside where to go on, as text: `:` at its beginning is in no filter of a query. */
function filtersOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  const filters = Object.entries(body).filter(([name]) => !FREE.has(name));
  return [`:${JSON.stringify(ordered(Object.fromEntries(filters)))}`];
}

/** Whether a request of this form may say where to go on. */
export function takesCursor({ query, body }: RequestSpec): boolean {
  return [query?.(), body?.()].some((schema) => schema instanceof z.ZodObject && 'cursor' in schema.shape);
}

function hasText<N extends string>(value: unknown, name: N): value is Readonly<Record<N, string>> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'string';
}
