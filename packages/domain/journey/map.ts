import type { ContractBody } from '../contract/body.ts';
import type { Contract } from '../contract/contract.ts';
import { NO_COUNTERS } from '../metrics/counters.ts';
import { type Figures, figuresOf, share } from '../metrics/figures.ts';
import { isBelowTarget } from '../review/contract-review.ts';
import { stageGraph } from './stage-graph.ts';

/** A contract that belongs on the map. */
export interface MappedContract {
  readonly contractId: string;
  readonly version: number;
  readonly status: Contract['status'];
  readonly body: Pick<ContractBody, 'name' | 'from' | 'to' | 'subjectType' | 'customerRisk'>;
}

/** The journey as the contracts have it: stages, and the contracts between them with what happened. */
export interface JourneyMap {
  /** In the order of the journey. */
  readonly stages: readonly MapStage[];
  readonly contracts: readonly MapEdge[];
}

export interface MapStage {
  readonly stage: string;
  readonly layer: number;
  /** Those that contracts name on this side, each once. */
  readonly teams: readonly string[];
}

export interface MapEdge {
  readonly contractId: string;
  readonly version: number;
  readonly status: Contract['status'];
  readonly name: string;
  readonly subjectType: string;
  readonly from: string;
  readonly to: string;
  /** It leads back to an earlier stage, or to the same. */
  readonly feedback: boolean;
  readonly customerRisk?: string;
  readonly figures: EdgeFigures;
}

/** What happened under a contract. Shares are from 0 to 1, and null where they would be of nothing. */
export interface EdgeFigures {
  readonly submitted: number;
  readonly completed: number;
  readonly droppedOff: number;
  /** Of all its clocks together. */
  readonly attainment: { readonly raw: number | null; readonly excused: number | null };
  /** Names of the clocks that miss their target, by the rule of reviews; `attainment` may hide them. */
  readonly belowTarget: readonly string[];
  readonly rejectionRate: number | null;
  readonly dropOffRate: number | null;
  readonly lostSeconds: number;
  /** For each handoff that was submitted. */
  readonly lostSecondsPerHandoff: number | null;
}

const NOTHING = figuresOf(NO_COUNTERS);

/** `figures`: by the id of the contract, all versions together; nothing has happened under those that are absent. */
export function journeyMap(contracts: readonly MappedContract[], figures: ReadonlyMap<string, Figures>): JourneyMap {
  const graph = stageGraph(contracts.map(({ body: { from, to } }) => ({ from: from.stage, to: to.stage })));
  const sides = contracts.flatMap(({ body: { from, to } }) => [from, to]);
  const teams = Map.groupBy(sides, ({ stage }) => stage);
  return {
    stages: graph.stages.map(({ stage, layer }) => ({
      stage,
      layer,
      teams: [...new Set((teams.get(stage) ?? []).flatMap(({ team }) => team ?? []))],
    })),
    contracts: contracts.map(({ contractId, version, status, body }) => {
      const ends = { from: body.from.stage, to: body.to.stage };
      return {
        contractId,
        version,
        status,
        name: body.name,
        subjectType: body.subjectType,
        ...ends,
        feedback: graph.isFeedback(ends),
        ...(body.customerRisk === undefined ? {} : { customerRisk: body.customerRisk }),
        figures: edgeFigures(figures.get(contractId) ?? NOTHING),
      };
    }),
  };
}

function edgeFigures({ counts, rates, clocks, time }: Figures): EdgeFigures {
  const sum = (name: 'met' | 'breached' | 'excused') => clocks.reduce((total, { counts: of }) => total + of[name], 0);
  const [met, breached, excused] = [sum('met'), sum('breached'), sum('excused')];
  const { submitted, completed, disqualified, cancelled } = counts;
  return {
    submitted,
    completed,
    droppedOff: disqualified + cancelled,
    attainment: { raw: share(met, met + breached), excused: share(met, met + breached - excused) },
    belowTarget: clocks.filter(({ counts: of }) => isBelowTarget(of)).map(({ clock }) => clock),
    rejectionRate: rates.rejection,
    dropOffRate: rates.dropOff,
    lostSeconds: time.lostSeconds,
    lostSecondsPerHandoff: submitted === 0 ? null : Math.round((time.lostSeconds / submitted) * 1000) / 1000,
  };
}
