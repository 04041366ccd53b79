export { type BatonClient, createClient } from './client/client.ts';
export { BatonError, type BatonErrorCode, type CallFailureCode } from './client/errors.ts';
export type {
  AnswerOf,
  AnyRequest,
  CallOptions,
  EntryOf,
  InputOf,
  Method,
  PagedPath,
  PathOf,
  Reply,
  RequestOf,
} from './client/operation.ts';
export type * from './client/operations.ts';
export type { ClientOptions } from './client/settings.ts';
export { VERSION } from './version.ts';
