import type { Violation } from '#domain/problem.ts';
import { pointerTo } from './pointer.ts';

/**
 * The query's parameters by name. A parameter given twice, and one that is not validly percent-encoded UTF-8, is a
 * violation: whichever value were taken, somebody would have meant the other.
 */
export function readQuery(query: string, violations: Violation[]): Record<string, string> {
  if (query === '') return {};
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair !== '') readParameter(pair, parameters, violations);
  }
  return Object.fromEntries(parameters);
}

function readParameter(pair: string, parameters: Map<string, string>, violations: Violation[]): void {
  const equals = pair.indexOf('=');
  const name = decode(equals === -1 ? pair : pair.slice(0, equals));
  const value = decode(equals === -1 ? '' : pair.slice(equals + 1));
  const pointer = pointerTo(['query', name ?? pair.slice(0, 64)]);
  if (name === undefined || value === undefined) {
    violations.push({ pointer, code: 'malformed', message: 'must be percent-encoded UTF-8, without NUL' });
  } else if (parameters.has(name)) {
    violations.push({ pointer, code: 'duplicate', message: 'must be given once' });
  } else {
    parameters.set(name, value);
  }
}

function decode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\u0000') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
