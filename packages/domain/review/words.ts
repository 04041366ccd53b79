/** A share as people say it: `38 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Two shares, told as exactly as it takes to tell them apart where they are not the same: `20.4 %` and `20.0 %`. */
export function percentsApart(one: number, other: number): readonly [string, string] {
  const told = [0, 1, 2, 3, 4, 5].map((digits) => [one, other].map((share) => (share * 100).toFixed(digits)));
  const [first = '', second = ''] = (one === other ? undefined : told.find(([a, b]) => a !== b)) ?? told[0] ?? [];
  return [`${first} %`, `${second} %`];
}

/** A part of a whole as people say it: `38 of 100 (38 %)`. */
export function partOf(part: number, whole: number): string {
  return whole === 0 ? `${part} of 0` : `${part} of ${whole} (${percent(part / whole)})`;
}

/** So many of something: `1 action`, `2 actions`. */
export function countOf(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** How a change of a contract is tried on the handoffs that there were, before it is published. */
export function tryIt(contractId: string): string {
  return `Try it on past handoffs first: POST /v1/contracts/${contractId}/backtest.`;
}

const UNITS = [
  { seconds: 86_400, unit: 'd' },
  { seconds: 3_600, unit: 'h' },
  { seconds: 60, unit: 'min' },
] as const;

/** A duration in the greatest unit of which there is more than one: `3.5 h`. */
export function durationWords(seconds: number): string {
  const { seconds: size, unit } = UNITS.find((each) => seconds >= 1.5 * each.seconds) ?? { seconds: 1, unit: 's' };
  const value = seconds / size;
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${unit}`;
}
