import type { ProblemCode } from '#domain/problem.ts';
import type { Premises } from '../support/premises.ts';
import type { RawRequest } from '../support/raw-request.ts';

/** One request that makes no sense, and how it is to be refused. */
export interface Case {
  readonly what: string;
  readonly send: (premises: Premises) => RawRequest;
  readonly code: ProblemCode;
  /** Pointers of the causes, in order; or code and pointer of each. */
  readonly causes?: readonly (string | readonly [pointer: string, code: string])[];
  /** Members that the problem has beside. */
  readonly members?: object;
  /** Sent without the tenant's key. */
  readonly anonymous?: true;
}

export const JSON_TYPE = { 'content-type': 'application/json' };
/** The part of an id after its prefix, of what never was. */
export const NOBODY = '01JDA5K7ZWQ0R8T2V4X6Y8B0CD';

/** `value` as JSON; text is sent as it is. */
export function post(path: string, value: unknown): RawRequest {
  return { method: 'POST', path, headers: JSON_TYPE, body: typeof value === 'string' ? value : JSON.stringify(value) };
}

export function patch(path: string, value: unknown): RawRequest {
  return { ...post(path, value), method: 'PATCH' };
}

export function get(path: string): RawRequest {
  return { method: 'GET', path };
}
