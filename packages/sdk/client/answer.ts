import { BatonError, type FailedCall } from './errors.ts';

/** What was asked, and the status of what came back. */
export interface AnsweredCall extends FailedCall {
  readonly status: number;
}

const JSON_TYPE = /^application\/json[ \t]*(?:;|$)/i;
/** One JSON value a line, as of an export: given to the caller as the text that it is. */
const LINES_TYPE = /^application\/x-ndjson[ \t]*(?:;|$)/i;

/**
 * What an answer has: the value of JSON, the text of lines, undefined of one without content. Throws a BatonError
 * `unexpected_answer` for anything else, such as the page of a proxy, or of a sign-in on the way.
 */
export function dataOf(contentType: string | null, text: string, call: AnsweredCall): unknown {
  if (call.status === 204) return undefined;
  if (contentType !== null && LINES_TYPE.test(contentType)) return text;
  if (contentType === null || !JSON_TYPE.test(contentType)) throw unexpected(call, contentType ?? 'no type of content');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unexpected(call, 'JSON that is none', cause);
  }
}

export function unexpected(call: AnsweredCall, what: string, cause?: unknown): BatonError {
  const message = `${call.method} ${call.path} was answered ${call.status} with ${what}, not by Baton. Is the address right?`;
  return new BatonError({ code: 'unexpected_answer', message, ...call, ...(cause === undefined ? {} : { cause }) });
}
