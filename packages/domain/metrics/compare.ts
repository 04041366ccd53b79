import { COUNTS, type Count } from './counters.ts';
import type { ClockFigures, Figures, Quantiles, Rates } from './figures.ts';

/** From one period to the next. */
export interface Change {
  readonly before: number;
  readonly absolute: number;
  /** A share of what it was; null where that was 0. */
  readonly relative: number | null;
}

/** How figures have changed; null where one of the periods has no such figure. */
export interface FiguresChange {
  readonly counts: Readonly<Record<Count, Change>>;
  readonly rates: Readonly<Record<keyof Rates, Change | null>>;
  /** Of the clocks of this period, by name. */
  readonly clocks: readonly ClockChange[];
  readonly lostSeconds: Change;
}

export interface ClockChange {
  readonly clock: string;
  readonly attainment: { readonly raw: Change | null; readonly excused: Change | null };
  readonly workingSeconds: QuantilesChange | null;
  readonly calendarSeconds: QuantilesChange | null;
}

type QuantilesChange = Readonly<Record<keyof Quantiles, Change>>;

export function compareFigures(now: Figures, before: Figures): FiguresChange {
  const counts = COUNTS.map((name) => [name, changeBetween(now.counts[name], before.counts[name])] as const);
  const rate = (name: keyof Rates) => changeOf(now.rates[name], before.rates[name]);
  return {
    counts: Object.fromEntries(counts) as Record<Count, Change>, // of every name in the list, which is all of them
    rates: {
      rejection: rate('rejection'),
      reassignment: rate('reassignment'),
      override: rate('override'),
      dropOff: rate('dropOff'),
    },
    clocks: now.clocks.map((clock) => clockChange(clock, before)),
    lostSeconds: changeBetween(now.time.lostSeconds, before.time.lostSeconds),
  };
}

function clockChange(now: ClockFigures, { clocks }: Figures): ClockChange {
  const before = clocks.find(({ clock }) => clock === now.clock);
  return {
    clock: now.clock,
    attainment: {
      raw: changeOf(now.attainment.raw, before?.attainment.raw),
      excused: changeOf(now.attainment.excused, before?.attainment.excused),
    },
    workingSeconds: quantilesChange(now.workingSeconds, before?.workingSeconds),
    calendarSeconds: quantilesChange(now.calendarSeconds, before?.calendarSeconds),
  };
}

function quantilesChange(now: Quantiles | null, before: Quantiles | null | undefined): QuantilesChange | null {
  if (now === null || before === null || before === undefined) return null;
  const { p50, p90, p99 } = now;
  return {
    p50: changeBetween(p50, before.p50),
    p90: changeBetween(p90, before.p90),
    p99: changeBetween(p99, before.p99),
  };
}

function changeOf(now: number | null, before: number | null | undefined): Change | null {
  return now === null || before === null || before === undefined ? null : changeBetween(now, before);
}

function changeBetween(now: number, before: number): Change {
  const absolute = now - before;
  return { before, absolute: rounded(absolute), relative: before === 0 ? null : rounded(absolute / before) };
}

/** Without what subtraction leaves behind. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
