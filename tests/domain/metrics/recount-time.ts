import { instantFromEpoch } from '#domain/instant.ts';
import type { RawWorld, Snapshot } from './recount-life.ts';

/** What the time between two moments went into, while all was as `snapshot` says; in milliseconds. */
export function timeShares(
  { phase, isPaused, version, pins }: Snapshot,
  from: number,
  to: number,
  { bodies, timeOf }: RawWorld,
): [string, number][] {
  if (isPaused) return [['paused', to - from]];
  if (phase === 'worked' || phase === 'over') return [[phase, to - from]];
  const stop = phase === 'waiting' ? 'accepted' : 'resubmitted';
  const calendarId = bodies[version - 1]?.clocks.find((clock) => clock.stop.includes(stop))?.calendarId;
  const pin = calendarId === undefined ? undefined : pins[calendarId];
  const time = calendarId === undefined || pin === undefined ? undefined : timeOf(calendarId, pin);
  if (time === undefined) return [[phase, to - from]];
  let open = 0;
  for (const segment of time.segments(instantFromEpoch(from), instantFromEpoch(to))) {
    if (segment.kind === 'open') open += Date.parse(segment.to) - Date.parse(segment.from);
  }
  return [
    [phase, open],
    ['closed', to - from - open],
  ];
}
