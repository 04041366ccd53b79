import type { Members } from './document.ts';

/** Where the form of a body is wrong, and how. */
interface Fault {
  readonly pointer: string;
  readonly code: string;
}

/**
 * Members whose value nothing else in a contract is judged by, and what may stand for them meanwhile. Undefined: it may be
 * left out.
 */
const STANDING_IN: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['customerRisk', 'team', 'channel', 'system', 'description'].map((name) => [name, undefined] as const),
  ...['targets', 'calendarId', 'warnAt', 'maxPause', 'total', 'ackTimeout'].map((name) => [name, undefined] as const),
  ['maxAttempts', undefined],
  ['target', 'PT1H'],
  ['every', 'PT1H'],
  ['label', 'label'],
  ['class', 'clerical'],
  ['expression', 'true'],
  ['when', 'true'],
]);

/**
 * A contract's members without what is wrong in their form, so that the rest can be judged too. Undefined where that would
 * take something away that the rest is judged by, such as the name of a clock.
 */
export function withoutFaults(members: Members, faults: readonly Fault[]): Members | undefined {
  const body = structuredClone(members);
  return faults.every((fault) => mend(body, fault)) ? body : undefined;
}

function mend(body: object, { pointer, code }: Fault): boolean {
  const path = pointer.split('/').slice(1);
  const last = code === 'unknown_field' ? path.length - 1 : path.findIndex((key) => STANDING_IN.has(key));
  const key = path[last];
  const holder = path.slice(0, Math.max(0, last)).reduce<unknown>(memberOf, body);
  if (key === undefined || typeof holder !== 'object' || holder === null) return false;
  const substitute = code === 'unknown_field' ? undefined : STANDING_IN.get(key);
  return substitute === undefined ? Reflect.deleteProperty(holder, key) : Reflect.set(holder, key, substitute);
}

function memberOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined;
}
