import type { Operations } from './operations.ts';
import type { QueryValue } from './request-path.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The paths that a method has, as the reference writes them: `/v1/handoffs/{id}`. */
export type PathOf<M extends Method> = keyof Operations extends infer Key
  ? Key extends `${M} ${infer Path}`
    ? Path
    : never
  : never;

type Operation<M extends Method, P extends string> = Operations[`${M} ${P}` & keyof Operations];

/** What a call answers. */
export type AnswerOf<M extends Method, P extends string> = Operation<M, P>['answer'];

/** How a single call differs from the client's settings. */
export interface CallOptions {
  /** Ends the call, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** How often a call is tried again at most. */
  readonly maxRetries?: number;
  /** Sent with the request; they do not replace those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a call takes: parameters of the path, query, body. */
export type InputOf<M extends Method, P extends string> = Omit<Operation<M, P>, 'answer'>;

export type RequestOf<M extends Method, P extends string> = InputOf<M, P> & CallOptions;

/** The request may be left out where nothing of it is required. */
export type RequestArguments<M extends Method, P extends string> =
  Record<never, never> extends InputOf<M, P> ? [request?: RequestOf<M, P>] : [request: RequestOf<M, P>];

/** A request of which no more is known than what any may have. */
export interface AnyRequest extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly idempotencyKey?: string;
}

/** An answer with what came beside its body. */
export interface Reply<T> {
  readonly data: T;
  readonly status: number;
  readonly headers: Headers;
  /** Quote it to support. */
  readonly requestId: string | undefined;
  /** The version that is shown, for `ifMatch` of a later change. */
  readonly etag: string | undefined;
  /** Whether this is the answer to an earlier request with the same idempotency key. */
  readonly replayed: boolean;
}

/** The paths whose lists are paged. */
export type PagedPath = {
  [P in PathOf<'GET'>]: AnswerOf<'GET', P> extends { readonly nextCursor: string | null } ? P : never;
}[PathOf<'GET'>];

/** An entry of a list. */
export type EntryOf<P extends string> =
  AnswerOf<'GET', P> extends { readonly data: ReadonlyArray<infer Entry> } ? Entry : never;
