import { addDays, daysBetween } from '#domain/metrics/day.ts';
import type { MetricsStore } from '#storage/metrics-store.ts';
import {
  type CellSelection,
  type CellsRead,
  type DayRange,
  readCells,
  TooManyCellsError,
} from '../metrics/read-cells.ts';

/** The cells of some days, in parts where they are more than one report may add up. Undefined: nothing was ever counted. */
export async function readDays(
  store: MetricsStore,
  range: DayRange,
  selection: CellSelection,
): Promise<CellsRead | undefined> {
  try {
    return await readCells(store, range, selection);
  } catch (error) {
    const days = daysBetween(range.from, range.to).length;
    if (!(error instanceof TooManyCellsError) || days === 1) throw error;
    const middle = addDays(range.from, Math.floor(days / 2) - 1);
    const first = await readDays(store, { from: range.from, to: middle }, selection);
    const rest = await readDays(store, { from: addDays(middle, 1), to: range.to }, selection);
    if (first === undefined || rest === undefined) return first ?? rest;
    return {
      timeZone: rest.timeZone,
      // of which generation the parts are is only known to be one if neither is being counted anew
      rebuilding: first.rebuilding || rest.rebuilding || first.timeZone !== rest.timeZone,
      cells: [...first.cells, ...rest.cells],
    };
  }
}
