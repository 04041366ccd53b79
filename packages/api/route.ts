import type * as z from 'zod';
import type { ProblemCode } from '#domain/problem.ts';
import type { Access } from './access.ts';
import type { AuthenticatedContext, PublicContext } from './context.ts';
import type { CursorSeal } from './cursor.ts';
import type { ApiRequest } from './http.ts';
import type { LinePage } from './line-answer.ts';
import { chooseForm, JSON_TYPE, type TextForm } from './negotiate.ts';
import type { PartsOfCall } from './parts.ts';
import { type ParsedRequest, parseRequest, type RequestSpec } from './request/parse.ts';
import { SealedList, takesCursor } from './sealed-list.ts';
import type { Tag } from './tags.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface HeaderSpec {
  readonly description: string;
  readonly example: string;
}

export interface ResponseSpec {
  readonly description: string;
  /** Absent: the answer has no body. */
  readonly schema?: () => z.ZodType;
  /** The body is a page whose entries have the schema, one a line: `line-answer.ts`. */
  readonly lines?: true;
  /** What else it is to be had as, for whoever asks by `Accept`: media types, each with a line of what it is. */
  readonly forms?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
  readonly example?: unknown;
}

export type ResponseSpecs = Readonly<Record<number, ResponseSpec>>;

/** A value that is only read, so that what services answer as read-only can be sent. */
type Sendable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Sendable<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Sendable<T[K]> }
      : T;

type BodyOf<R> = R extends { readonly lines: true }
  ? { readonly body: LinePage }
  : R extends { readonly forms: object; readonly schema: () => infer S extends z.ZodType }
    ? { readonly body: Sendable<z.input<S>> } | { readonly text: TextForm; readonly body?: undefined }
    : R extends { readonly schema: () => infer S extends z.ZodType }
      ? { readonly body: Sendable<z.input<S>> }
      : { readonly body?: undefined };

/** What a handler may answer: one of the declared statuses, with the body that status promises. */
export type Reply<R extends ResponseSpecs, S extends keyof R = keyof R> = S extends number
  ? Pick<AnyReply, 'headers' | 'incomplete'> & { readonly status: S } & BodyOf<R[S]>
  : never;

export interface AnyReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a body in JSON: one of the other forms that the route declares. */
  readonly text?: TextForm;
  /** Parts of it failed that may succeed when it is asked again: it is not kept. Only where each part is done once. */
  readonly incomplete?: boolean;
}

export type ContextOf<A extends Access> = A extends 'public' ? PublicContext : AuthenticatedContext;

/** What the document says of a route; the router and the OpenAPI generator read the same declaration. */
export interface RouteDeclaration {
  readonly method: Method;
  /** With parameters in braces: `/v1/handoffs/{id}`. */
  readonly path: `/${string}`;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: Tag;
  readonly scope: Access;
  readonly request: RequestSpec;
  /** Bodies that the reference shows; each is checked against the body's schema by a test. */
  readonly bodyExamples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  readonly responses: ResponseSpecs;
  /** Refusals of this route beyond those that every route has. */
  readonly errors: readonly ProblemCode[];
  /** Doing it once more changes nothing that was done: a request that was cut off may be sent again under its key. */
  readonly repeatable?: true;
  /** It does nothing but parts, each of which is done once: one that is not complete goes on under its key. */
  readonly inParts?: true;
  readonly deprecated?: Deprecation;
}

/** A route that is going to go. Each of its answers says so. */
export interface Deprecation {
  /** Since when, and until when it is there, as days: `2026-11-22`. */
  readonly since: string;
  readonly until?: string;
  /** The page that says what to use instead. */
  readonly link: `/docs/${string}`;
}

export interface Call<A extends Access, Q extends RequestSpec> extends ParsedRequest<Q> {
  readonly context: ContextOf<A>;
  readonly parts: PartsOfCall;
  /** The media type that the caller wants it in: JSON, or one of the other forms that the route declares. */
  readonly form: string;
}

/** The media types of the other forms that a route can answer in. */
export function formsOf({ responses }: Pick<RouteDeclaration, 'responses'>): readonly string[] {
  return Object.values(responses).flatMap(({ forms = {} }) => Object.keys(forms));
}

/** JSON, and `Accept` not looked at, where there is nothing else. */
function formFor(declaration: Pick<RouteDeclaration, 'responses'>, { headers }: ApiRequest): string {
  const forms = formsOf(declaration);
  return forms.length === 0 ? JSON_TYPE : chooseForm(headers['accept'], [JSON_TYPE, ...forms]);
}

/** A declaration whose types the handler is then held to. */
interface TypedDeclaration<A extends Access, Q extends RequestSpec, R extends ResponseSpecs> extends RouteDeclaration {
  readonly scope: A;
  readonly request: Q;
  readonly responses: R;
}

type Handler<A extends Access, Q extends RequestSpec, R extends ResponseSpecs> = (
  call: Call<A, Q>,
) => Promise<Reply<R>> | Reply<R>;

export interface Incoming {
  readonly request: ApiRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly parts: PartsOfCall;
  readonly cursors: CursorSeal;
}

export interface PublicRoute extends RouteDeclaration {
  readonly scope: 'public';
  readonly answer: (incoming: Incoming, context: PublicContext) => Promise<AnyReply>;
}

export interface AuthenticatedRoute extends RouteDeclaration {
  readonly scope: Exclude<Access, 'public'>;
  readonly answer: (incoming: Incoming, context: AuthenticatedContext) => Promise<AnyReply>;
}

export type Route = PublicRoute | AuthenticatedRoute;

/**
 * A route that a valid API key is needed for; its scope, if it names one, is checked before the request is read. The
 * handler comes in a second call, so that its types are inferred from a declaration that is complete.
 */
export function defineRoute<A extends Exclude<Access, 'public'>, Q extends RequestSpec, R extends ResponseSpecs>(
  declaration: TypedDeclaration<A, Q, R>,
) {
  return {
    handledBy: (handler: Handler<'authenticated', Q, R>): AuthenticatedRoute => ({
      ...declaration,
      answer: async (incoming, context) => {
        const { request, parts, cursors } = incoming;
        const form = formFor(declaration, request);
        const parsed = parseRequest(declaration.method, declaration.request, incoming);
        if (!takesCursor(declaration.request)) return handler({ ...parsed, context, parts, form });
        const list = new SealedList(cursors, declaration, request, context, parsed.body);
        return list.sealed(await handler({ ...list.opened(parsed), context, parts, form }));
      },
    }),
  };
}

/** A route that anybody may call. */
export function definePublicRoute<Q extends RequestSpec, R extends ResponseSpecs>(
  declaration: TypedDeclaration<'public', Q, R>,
) {
  return {
    handledBy: (handler: Handler<'public', Q, R>): PublicRoute => ({
      ...declaration,
      answer: async (incoming, context) =>
        handler({
          ...parseRequest(declaration.method, declaration.request, incoming),
          context,
          parts: incoming.parts,
          form: formFor(declaration, incoming.request),
        }),
    }),
  };
}
