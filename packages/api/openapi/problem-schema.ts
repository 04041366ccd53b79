import type { ProblemCode } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import { type ProblemReport, problemBody } from '../problem-response.ts';
import { PROBLEM_EXAMPLES } from './problem-examples.ts';

export { problem } from '../schemas/problem.ts';

export function problemExample(code: ProblemCode): Record<string, unknown> {
  const report: ProblemReport = { code, ...PROBLEM_EXAMPLES[code] };
  return problemBody(report, { requestId: 'JKJaXmPLvHcESHA=', origin: 'https://api.example.com' });
}

/** One named example per code, to be referred to by the operations that may answer it. */
export function problemExamples(codes: readonly ProblemCode[]): Record<string, { summary: string; value: unknown }> {
  return Object.fromEntries(
    codes.map((code) => [code, { summary: PROBLEMS[code].title, value: problemExample(code) }]),
  );
}
