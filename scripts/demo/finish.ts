import { type Handoff, handoffSchema } from './answers.ts';
import { expect, present } from './failure.ts';
import { seconds } from './median.ts';
import type { Scene } from './scene.ts';
import type { Submitted } from './submit.ts';

/** The fallback owner accepts, too late: that is allowed, and the breach stays. */
export async function acceptLate(scene: Scene, { handoff, dueAt }: Submitted): Promise<void> {
  const { display, api, fallback } = scene;
  await display.step(`${fallback.name} accepts, late`, async ({ summary }) => {
    const path = `/v1/handoffs/${handoff.id}/accept`;
    const after = await api.call({ method: 'POST', path, body: { ownerId: fallback.id } }, 200, handoffSchema);
    expect(after.state === 'accepted', `it should be accepted, not ${after.state}`);
    expect(after.holder.ownerId === fallback.id, `it should be with ${fallback.name}`);
    const { state, breachedAt, elapsedSeconds } = acceptClockOf(after);
    expect(state === 'breached_closed', `the accept clock should be breached_closed, not ${state}`);
    expect(breachedAt !== null && Date.parse(breachedAt) === dueAt, 'the breach should stay where it was');
    summary(`after ${seconds(elapsedSeconds * 1000)}; the accept clock stays breached`);
  });
}

/** Completion waits for the exit criteria, and then happens. */
export async function complete({ display, api, examples }: Scene, { handoff }: Submitted): Promise<void> {
  const path = `/v1/handoffs/${handoff.id}/complete`;
  const { planAgreed, ...unfinished } = examples.outcome;
  expect(planAgreed === true, "the template's outcome should agree to the plan");
  await display.step('Complete without an agreed plan: refused', async ({ summary, detail }) => {
    const body = { outcome: unfinished };
    const problem = await api.refused({ method: 'POST', path, body }, 422, 'exit_criteria_unmet');
    for (const { pointer, message } of problem.errors) detail(`${pointer}  ${message}`);
    const unmet = problem.errors.map(({ details }) => details?.['criterionId']);
    expect(unmet.join() === 'plan_agreed', `plan_agreed alone should be unmet, not ${unmet.join()}`);
    summary('422 exit_criteria_unmet');
  });
  await display.step('Complete with it', async ({ summary }) => {
    const after = await api.call({ method: 'POST', path, body: { outcome: examples.outcome } }, 200, handoffSchema);
    expect(after.state === 'completed', `it should be completed, not ${after.state}`);
    summary(after.clocks.map(({ name, state }) => `${name} ${state}`).join(', '));
  });
}

function acceptClockOf({ clocks }: Handoff): Handoff['clocks'][number] {
  return present(
    clocks.find(({ name }) => name === 'accept'),
    'the accept clock',
  );
}
