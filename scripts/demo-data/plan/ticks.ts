import type { Instant } from '#domain/instant.ts';
import type { DemoPlan } from './plan.ts';
import type { ContractKey, Scene, Story } from './story.ts';

/** All that happens at one instant of the plan. */
export interface Tick {
  readonly at: Instant;
  readonly submissions: readonly Story[];
  /** Of each story what it does then, in its order. */
  readonly scenes: readonly { readonly story: Story; readonly scenes: readonly Scene[] }[];
  /** Whether the mended contract is published then, before all else. */
  readonly fix: boolean;
}

/** What happens to some of the contracts before the plan's end, instant by instant. */
export function ticksOf({ stories, end, fixAt }: DemoPlan, lane: readonly ContractKey[]): readonly Tick[] {
  const ticks = new Map<Instant, { submissions: Story[]; scenes: Map<Story, Scene[]> }>();
  const tickAt = (at: Instant) => {
    const tick = ticks.get(at) ?? { submissions: [], scenes: new Map<Story, Scene[]>() };
    ticks.set(at, tick);
    return tick;
  };
  const mended = lane.includes('onboardings') ? fixAt : undefined;
  if (mended !== undefined) tickAt(mended);
  for (const story of stories.filter(({ contract }) => lane.includes(contract))) {
    tickAt(story.submittedAt).submissions.push(story);
    for (const scene of story.scenes.filter(({ at }) => at < end)) {
      const { scenes } = tickAt(scene.at);
      scenes.set(story, [...(scenes.get(story) ?? []), scene]);
    }
  }
  return [...ticks]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([at, { submissions, scenes }]) => ({
      at,
      submissions,
      scenes: [...scenes].map(([story, own]) => ({ story, scenes: own })),
      fix: at === mended,
    }));
}
