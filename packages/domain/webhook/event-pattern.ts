import { EVENT_TYPES, type EventType } from '../event-types.ts';
import { nearestOf } from '../nearest.ts';

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

/** What to tell whoever subscribes to what there is not. */
export function unknownPattern(pattern: string): string {
  const families = EVENT_TYPES.map((type) => `${type.slice(0, type.lastIndexOf('.'))}.*`);
  const nearest = nearestOf(pattern, [...EVENT_TYPES, ...new Set(families)]);
  const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `must be an event type of GET /v1/event-types, a family such as clock.*, or *${meant}`;
}
