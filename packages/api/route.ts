import type * as z from 'zod';
import type { ProblemCode } from '#domain/problem.ts';
import type { Access } from './access.ts';
import type { AuthenticatedContext, PublicContext } from './context.ts';
import { type ParsedRequest, parseRequest, type RequestSpec } from './request/parse.ts';
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
  readonly headers?: Readonly<Record<string, HeaderSpec>>;
  readonly example?: unknown;
}

export type ResponseSpecs = Readonly<Record<number, ResponseSpec>>;

type BodyOf<R extends ResponseSpec> = R extends { readonly schema: () => infer S extends z.ZodType }
  ? { readonly body: z.input<S> }
  : { readonly body?: undefined };

/** What a handler may answer: one of the declared statuses, with the body that status promises. */
export type Reply<R extends ResponseSpecs> = {
  [S in keyof R & number]: AnyReply & { readonly status: S } & BodyOf<R[S]>;
}[keyof R & number];

export interface AnyReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
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
  readonly responses: ResponseSpecs;
  /** Refusals of this route beyond those that every route has. */
  readonly errors: readonly ProblemCode[];
}

export interface Call<A extends Access, Q extends RequestSpec> extends ParsedRequest<Q> {
  readonly context: ContextOf<A>;
}

export interface RouteDefinition<A extends Access, Q extends RequestSpec, R extends ResponseSpecs>
  extends RouteDeclaration {
  readonly scope: A;
  readonly request: Q;
  readonly responses: R;
  readonly handler: (call: Call<A, Q>) => Promise<Reply<R>> | Reply<R>;
}

interface Incoming {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
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

/** A route that a valid API key is needed for; its scope, if it names one, is checked before the request is read. */
export function defineRoute<
  const A extends Exclude<Access, 'public'>,
  const Q extends RequestSpec,
  const R extends ResponseSpecs,
>(definition: RouteDefinition<A, Q, R>): AuthenticatedRoute {
  const { handler, ...declaration } = definition;
  return {
    ...declaration,
    answer: async (incoming, context) =>
      handler({ ...(await parseRequest(definition.method, definition.request, incoming)), context } as Call<A, Q>),
  };
}

/** A route that anybody may call. */
export function definePublicRoute<const Q extends RequestSpec, const R extends ResponseSpecs>(
  definition: RouteDefinition<'public', Q, R>,
): PublicRoute {
  const { handler, ...declaration } = definition;
  return {
    ...declaration,
    answer: async (incoming, context) =>
      handler({ ...(await parseRequest(definition.method, definition.request, incoming)), context }),
  };
}
