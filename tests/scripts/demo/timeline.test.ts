import { describe, expect, it } from 'vitest';
import { DemoFailure } from '../../../scripts/demo/failure.ts';
import { expectStory } from '../../../scripts/demo/timeline.ts';

const WHOLE = [
  'handoff.submitted',
  'handoff.assigned',
  'clock.started',
  'clock.warned',
  'clock.breached',
  'escalation.triggered',
  'handoff.reassigned',
  'handoff.accepted',
  'handoff.completed',
];

function events(types: readonly string[]): { type: string }[] {
  return types.map((type) => ({ type }));
}

describe('the story of the timeline', () => {
  it('is told when everything happened in order, whatever else lies between', () => {
    expectStory(events(WHOLE));
    expectStory(events(WHOLE.flatMap((type) => [type, 'clock.met'])));
  });

  it.each(WHOLE)('is not told without %s', (missing) => {
    expect(() => expectStory(events(WHOLE.filter((type) => type !== missing)))).toThrow(DemoFailure);
  });

  it('is not told out of order, and the message names what is missing where', () => {
    const swapped = WHOLE.with(3, 'clock.breached').with(4, 'clock.warned');
    expect(() => expectStory(events(swapped))).toThrow('should have clock.breached after clock.warned');
  });

  it('has one breach, not two', () => {
    expect(() => expectStory(events([...WHOLE, 'clock.breached']))).toThrow('one breach, not 2');
  });
});
