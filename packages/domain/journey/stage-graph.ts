/** From one stage to another; the same pair may be there several times. */
export interface StageEdge {
  readonly from: string;
  readonly to: string;
}

export interface StageGraph {
  /** Every stage once, the earliest of the journey first. */
  readonly stages: readonly PlacedStage[];
  /** Whether an edge leads back, or to where it came from: without those there is no circle. */
  isFeedback(edge: StageEdge): boolean;
}

export interface PlacedStage {
  readonly stage: string;
  /** 0 for where the journey begins; each edge that leads on leads to a greater one. */
  readonly layer: number;
}

/**
 * Stages in the order of the journey: each one layer behind the last of those that lead on to it (longest-path layering).
 * Edges that close a circle lead back; which one of a circle does follows from the order of `edges`.
 */
export function stageGraph(edges: readonly StageEdge[]): StageGraph {
  const next = neighbours(edges);
  const feedback = feedbackOf(next, edges);
  const isFeedback = ({ from, to }: StageEdge) => feedback.has(keyOf(from, to));
  const layers = layersOf(
    [...next.keys()],
    edges.filter((edge) => !isFeedback(edge)),
  );
  const order = [...next.keys()].map((stage) => ({ stage, layer: layers.get(stage) ?? 0 }));
  return { stages: order.sort((a, b) => a.layer - b.layer), isFeedback };
}

/** No stage has a space in its name. */
function keyOf(from: string, to: string): string {
  return `${from} ${to}`;
}

function neighbours(edges: readonly StageEdge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    next.set(from, (next.get(from) ?? new Set()).add(to));
    if (!next.has(to)) next.set(to, new Set());
  }
  return next;
}

/** Edges to a stage that is on the way already, found depth first, from where nothing leads to before the rest. */
function feedbackOf(next: ReadonlyMap<string, ReadonlySet<string>>, edges: readonly StageEdge[]): ReadonlySet<string> {
  const targets = new Set(edges.flatMap(({ from, to }) => (from === to ? [] : [to])));
  const starts = [...next.keys()].sort((a, b) => Number(targets.has(a)) - Number(targets.has(b)));
  const feedback = new Set<string>();
  const done = new Set<string>();
  for (const start of starts) {
    const path = new Set<string>();
    const stack: { readonly stage: string; readonly left: string[] }[] = [];
    const enter = (stage: string) => {
      path.add(stage);
      stack.push({ stage, left: [...(next.get(stage) ?? [])].reverse() });
    };
    if (!done.has(start)) enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = top.left.pop();
      if (target === undefined) {
        stack.pop();
        path.delete(top.stage);
        done.add(top.stage);
      } else if (path.has(target)) feedback.add(keyOf(top.stage, target));
      else if (!done.has(target)) enter(target);
    }
  }
  return feedback;
}

function layersOf(stages: readonly string[], edges: readonly StageEdge[]): ReadonlyMap<string, number> {
  const layers = new Map(stages.map((stage) => [stage, 0]));
  const open = new Map(stages.map((stage) => [stage, 0]));
  const next = Map.groupBy(edges, ({ from }) => from);
  for (const { to } of edges) open.set(to, (open.get(to) ?? 0) + 1);
  const ready = stages.filter((stage) => open.get(stage) === 0);
  for (let stage = ready.shift(); stage !== undefined; stage = ready.shift()) {
    const layer = layers.get(stage) ?? 0;
    for (const { to } of next.get(stage) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, layer + 1));
      const left = (open.get(to) ?? 0) - 1;
      open.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return layers;
}
