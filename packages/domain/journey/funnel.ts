import { type Figures, share } from '../metrics/figures.ts';
import { type StageEdge, stageGraph } from './stage-graph.ts';

/** What happened between two stages. */
export interface StagePair extends StageEdge {
  readonly figures: Pick<Figures, 'counts'> | undefined;
}

/** Of handoffs, on the days of the report. */
export interface FunnelCounts {
  /** Submitted. */
  readonly entered: number;
  /** Completed. */
  readonly arrived: number;
  readonly disqualified: number;
  readonly cancelled: number;
  /** Disqualified or cancelled. */
  readonly droppedOff: number;
  /** By how many more began than ended; below 0 where more ended. */
  readonly inProgress: number;
  /** Of those that ended, those that arrived; null where none ended. */
  readonly conversion: number | null;
}

/** What left a stage, by all contracts from it. */
export interface FunnelStage extends FunnelCounts {
  readonly stage: string;
  readonly layer: number;
  /** How many arrived in this stage. */
  readonly reached: number;
}

export interface FunnelStep extends FunnelCounts, StageEdge {
  readonly feedback: boolean;
}

export interface Funnel {
  /** In the order of the journey. */
  readonly stages: readonly FunnelStage[];
  readonly steps: readonly FunnelStep[];
}

/** `pairs`: each two stages once, those between which nothing happened included. */
export function funnelOf(pairs: readonly StagePair[]): Funnel {
  const graph = stageGraph(pairs);
  const layers = new Map(graph.stages.map(({ stage, layer }) => [stage, layer]));
  const layerOf = (stage: string) => layers.get(stage) ?? 0;
  const steps = pairs.map(({ from, to, figures }) => {
    return { from, to, feedback: graph.isFeedback({ from, to }), ...countsOf(figures) };
  });
  return {
    stages: graph.stages.map(({ stage, layer }) => {
      const left = addUp(steps.filter(({ from }) => from === stage));
      const reached = steps.reduce((sum, { to, arrived }) => (to === stage ? sum + arrived : sum), 0);
      return { stage, layer, reached, ...left };
    }),
    steps: steps.sort((a, b) => layerOf(a.from) - layerOf(b.from) || layerOf(a.to) - layerOf(b.to)),
  };
}

function countsOf(figures: StagePair['figures']): FunnelCounts {
  const { submitted = 0, completed = 0, disqualified = 0, cancelled = 0 } = figures?.counts ?? {};
  return counted({ entered: submitted, arrived: completed, disqualified, cancelled });
}

function addUp(steps: readonly FunnelCounts[]): FunnelCounts {
  const sum = (of: (step: FunnelCounts) => number) => steps.reduce((total, step) => total + of(step), 0);
  return counted({
    entered: sum(({ entered }) => entered),
    arrived: sum(({ arrived }) => arrived),
    disqualified: sum(({ disqualified }) => disqualified),
    cancelled: sum(({ cancelled }) => cancelled),
  });
}

function counted(counts: Pick<FunnelCounts, 'entered' | 'arrived' | 'disqualified' | 'cancelled'>): FunnelCounts {
  const { entered, arrived, disqualified, cancelled } = counts;
  const droppedOff = disqualified + cancelled;
  const inProgress = entered - arrived - droppedOff;
  return { ...counts, droppedOff, inProgress, conversion: share(arrived, arrived + droppedOff) };
}
