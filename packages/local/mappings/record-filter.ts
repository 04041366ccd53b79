import type { JsonValue } from '../aws-protocol/json-value.ts';
import { compilePattern } from '../eventbridge/pattern/compile.ts';
import { matchesPattern } from '../eventbridge/pattern/match.ts';
import type { StreamRecord } from './stream-record.ts';

/** A filter of an event source mapping, by the rules of event patterns. Throws if the pattern is not valid. */
export function recordFilter(pattern: object): (record: StreamRecord) => boolean {
  const compiled = compilePattern(JSON.stringify(pattern));
  return (record) => matchesPattern(compiled, record.event as JsonValue); // it is JSON by construction
}
