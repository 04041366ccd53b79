import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './run-child.ts';

const CHILD = fileURLToPath(new URL('./metrics-report-child.ts', import.meta.url));
const BAR_MS = 100;

/** That many are behind the month. */
export const HANDOFFS = 100_000;
/** What is asked of the month, by what it is called. */
export const REPORTS = {
  totals: '',
  'by contract': '&groupBy=contract',
  'by day': '&groupBy=day',
  'by contract, compared': '&groupBy=contract&compareTo=previous',
} as const;

/** Milliseconds of a median call: of time, and of CPU, which says more where others keep the machine busy. */
export type ReportCosts = Readonly<Record<string, number>>;

/** How long the handler takes to answer a month's report, against the floor of reading the same items and no more. */
export function measureReports(folder: string): Promise<ReportCosts> {
  return runChild({ folder: mkdtempSync(join(folder, 'reports-')) }, process.env, CHILD);
}

/** @returns whether all reports are within the bar */
export function printReports(costs: ReportCosts): boolean {
  const floor = costs['floor'] ?? Number.NaN;
  const line = (name: string, key: string) =>
    `  ${name.padEnd(24)} ${(costs[key] ?? Number.NaN).toFixed(1).padStart(7)} ms (${(costs[`${key} cpu`] ?? Number.NaN).toFixed(1)} ms CPU)`;
  process.stdout.write(`\nA month's GET /v1/metrics at the handler, with ${HANDOFFS} handoffs behind it\n`);
  process.stdout.write(`${line('reading the same items', 'floor')}\n`);
  for (const name of Object.keys(REPORTS)) {
    const ratio = ((costs[name] ?? Number.NaN) / floor).toFixed(2);
    process.stdout.write(`${line(name, name)}  ${ratio} x  bar ${BAR_MS} ms\n`);
  }
  const within = Object.keys(REPORTS).every((name) => (costs[name] ?? Number.NaN) <= BAR_MS);
  process.stdout.write(`${within ? 'all within their bars' : 'NOT all within their bars'}\n`);
  return within;
}
