import type { RecordedCommit } from '#storage/commit.ts';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';
import type { Weather } from './weather.ts';

interface Lane {
  readonly commits: RecordedCommit[];
  position: number;
  underWay: boolean;
}

/**
 * The table's stream as a function is given it: in order within a handoff and in no order between them; batches come
 * twice, at once or again, with those of others that were given before, and from the beginning.
 */
export function simulateStream(
  { timeline, chance, weather }: { timeline: Timeline; chance: Chance; weather: Weather },
  relay: (commits: readonly RecordedCommit[]) => Promise<void>,
): (commit: RecordedCommit) => void {
  const lanes = new Map<string, Lane>();

  const given = (lane: Lane): RecordedCommit[] => lane.commits.slice(0, chance.below(lane.position + 1));
  const deliver = async (lane: Lane): Promise<void> => {
    if (chance.happens(weather.again)) lane.position = 0;
    const end = lane.position + 1 + chance.below(lane.commits.length - lane.position);
    const own = lane.commits.slice(lane.position, end);
    const others = [...lanes.values()].filter((other) => other !== lane && chance.happens(weather.again));
    const batch = [...others.flatMap(given), ...own];
    await (chance.happens(weather.again) ? Promise.all([relay(batch), relay(batch)]) : relay(batch));
    // that the function dies after its work is a batch that comes again
    if (!chance.happens(weather.again)) lane.position = end;
    lane.underWay = lane.position < lane.commits.length;
    if (lane.underWay) timeline.after(weather.relayDelay(chance), () => deliver(lane));
  };

  return (commit) => {
    const id = commit.handoff?.id ?? 'configuration';
    const lane = lanes.get(id) ?? { commits: [], position: 0, underWay: false };
    lanes.set(id, lane);
    lane.commits.push(commit);
    if (lane.underWay) return;
    lane.underWay = true;
    timeline.after(weather.relayDelay(chance), () => deliver(lane));
  };
}
