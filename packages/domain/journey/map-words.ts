import { counted, wordsOf } from '../notification/words.ts';
import type { EdgeFigures, MapEdge } from './map.ts';

/** From this attainment on a contract is on track, and below the other one it is late; in between it is at risk. */
export const ON_TRACK = 0.9;
export const AT_RISK = 0.75;

export const STANDINGS = ['on track', 'at risk', 'late', 'no data'] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * How a contract stands, by what its clocks attained without what was excused. It is not on track while one of them is below
 * its target, however many runs the others have.
 */
export function standingOf({ attainment: { excused }, belowTarget }: EdgeFigures): Standing {
  if (excused === null) return belowTarget.length === 0 ? 'no data' : 'at risk';
  if (excused >= ON_TRACK && belowTarget.length === 0) return 'on track';
  return excused >= AT_RISK ? 'at risk' : 'late';
}

/** `92 % on time`. Whole per cents are cut, not rounded: 100 % is all of them. */
export function attainmentWords({ attainment: { excused } }: EdgeFigures): string {
  return excused === null ? 'no clock has run' : `${percent(excused)} on time`;
}

/** `below target: accept, first touch`; empty where no clock is. */
export function belowTargetWords({ belowTarget }: EdgeFigures): string {
  return belowTarget.length === 0 ? '' : `below target: ${belowTarget.map(wordsOf).join(', ')}`;
}

/** `14 handoffs`. */
export function volumeWords({ submitted }: EdgeFigures): string {
  return counted(submitted, 'handoff');
}

/** `2 h 10 min lost each`. */
export function lostWords({ lostSecondsPerHandoff, lostSeconds }: EdgeFigures): string {
  if (lostSecondsPerHandoff !== null) {
    return lostSeconds === 0 ? 'no time lost' : `${shortTime(lostSecondsPerHandoff)} lost each`;
  }
  return lostSeconds === 0 ? 'no time lost' : `${shortTime(lostSeconds)} lost`;
}

/** `8 % sent back`; empty where nobody has decided about any. */
export function rejectionWords({ rejectionRate }: EdgeFigures): string {
  return rejectionRate === null ? '' : `${percent(rejectionRate)} sent back`;
}

/** One sentence for one contract, for those who do not see the picture. */
export function edgeSentence({ name, from, to, feedback, customerRisk, figures }: MapEdge): string {
  const back = feedback ? ', back' : '';
  const clocks = [attainmentWords(figures), belowTargetWords(figures)];
  const parts = [volumeWords(figures), ...clocks, lostWords(figures), rejectionWords(figures)];
  const risk = customerRisk === undefined ? '' : ` Risk: ${customerRisk}`;
  return `${name}, from ${from} to ${to}${back}: ${parts.filter((part) => part !== '').join(', ')}.${risk}`;
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** The two largest units of a span of real time: `2 d 3 h`. */
function shortTime(seconds: number): string {
  const first = UNITS.findIndex(([unit]) => seconds >= unit);
  if (first === -1) return 'less than 1 s';
  let rest = Math.floor(seconds);
  const parts = UNITS.slice(first, first + 2).map(([unit, name]) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count === 0 ? '' : `${count} ${name}`;
  });
  return parts.filter((part) => part !== '').join(' ');
}

function percent(part: number): string {
  // a share such as 0.29 is a little less as a binary fraction
  return `${Math.floor(part * 100 + 1e-9)} %`;
}
