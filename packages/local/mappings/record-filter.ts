import type { JsonValue } from '../aws-protocol/json-value.ts';
import { compilePattern } from '../eventbridge/pattern/compile.ts';
import { matchesPattern } from '../eventbridge/pattern/match.ts';
import type { StreamRecord } from './stream-record.ts';

/** The filters of an event source mapping, any of which lets a record through, by the rules of event patterns. */
export function recordFilter(patterns: readonly object[]): (record: StreamRecord) => boolean {
  const compiled = patterns.map((pattern) => compilePattern(JSON.stringify(pattern)));
  return ({ event }) => compiled.some((pattern) => matchesPattern(pattern, event as JsonValue)); // JSON by construction
}
