import type { Bundle } from './bundle.ts';
import { median, runChild } from './run-child.ts';

export interface Contestant {
  readonly bundle: Bundle;
  readonly event: Readonly<Record<string, unknown>>;
}

/** One figure of every round, the rounds of all contestants at about the same time. */
export type Samples = readonly number[];

export interface Speed {
  readonly name: string;
  readonly kilobytes: number;
  /** From the start of the import to the handler being there. */
  readonly initMs: Samples;
  /** From the start of the import to the first answer. */
  readonly firstAnswerMs: Samples;
  readonly coldCpuMs: Samples;
  readonly warmCpuMs: Samples;
}

/** The median of the ratios of neighbours in time: a slow moment of the machine falls on both sides of a ratio. */
export function ratioOf(samples: Samples, floor: Samples): number {
  return median(samples.map((sample, round) => sample / (floor[round] ?? Number.NaN)));
}

export interface Rounds {
  readonly cold: number;
  readonly warm: number;
  readonly warmUp: number;
  readonly calls: number;
}

type Sample = Readonly<Record<string, number>>;

/** Measures the contestants in turns, so that a slow moment of the machine falls on all of them. */
export async function measureSpeed(
  contestants: readonly Contestant[],
  environment: NodeJS.ProcessEnv,
  rounds: Rounds,
  onProgress: (text: string) => void,
): Promise<Speed[]> {
  const cold = contestants.map((): Sample[] => []);
  const warm = contestants.map((): Sample[] => []);
  const inTurns = async (mode: 'cold' | 'warm', samples: Sample[][]) => {
    for (let round = 1; round <= rounds[mode]; round++) {
      onProgress(`${mode} ${round} of ${rounds[mode]}`);
      for (const [index, { bundle, event }] of contestants.entries()) {
        const { warmUp, calls } = rounds;
        samples[index]?.push(await runChild({ mode, file: bundle.file, event, warmUp, calls }, environment));
      }
    }
  };
  await inTurns('cold', cold);
  await inTurns('warm', warm);
  return contestants.map(({ bundle: { name, kilobytes } }, index) => ({
    name,
    kilobytes,
    initMs: samplesOf(cold[index], 'initMs'),
    firstAnswerMs: samplesOf(cold[index], 'firstAnswerMs'),
    coldCpuMs: samplesOf(cold[index], 'cpuMs'),
    warmCpuMs: samplesOf(warm[index], 'cpuMsPerCall'),
  }));
}

function samplesOf(samples: readonly Sample[] = [], figure: string): Samples {
  return samples.map((sample) => sample[figure] ?? Number.NaN);
}
