import type { Bundle } from './bundle.ts';
import { median, runChild } from './run-child.ts';

export interface Contestant {
  readonly bundle: Bundle;
  readonly event: Readonly<Record<string, unknown>>;
}

export interface Speed {
  readonly name: string;
  readonly kilobytes: number;
  /** From the start of the import to the handler being there. */
  readonly initMs: number;
  /** From the start of the import to the first answer. */
  readonly firstAnswerMs: number;
  readonly coldCpuMs: number;
  readonly warmCpuMs: number;
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
    initMs: medianOf(cold[index], 'initMs'),
    firstAnswerMs: medianOf(cold[index], 'firstAnswerMs'),
    coldCpuMs: medianOf(cold[index], 'cpuMs'),
    warmCpuMs: medianOf(warm[index], 'cpuMsPerCall'),
  }));
}

function medianOf(samples: readonly Sample[] = [], figure: string): number {
  return median(samples.map((sample) => sample[figure] ?? Number.NaN));
}
