import { EVENT_TYPES, type EventType } from '../event-types.ts';

/** Whether one of `patterns` (an exact type, a family `clock.*`, or `*`) covers `type`. */
export function matchesEventType(patterns: readonly string[], type: string): boolean {
  return patterns.some(
    (pattern) =>
      pattern === '*' || pattern === type || (/^[^*]+\.\*$/.test(pattern) && type.startsWith(pattern.slice(0, -1))),
  );
}

/** The types of today that `patterns` cover; none for what is no pattern. */
export function eventTypesOf(patterns: readonly string[]): readonly EventType[] {
  return EVENT_TYPES.filter((type) => matchesEventType(patterns, type));
}
