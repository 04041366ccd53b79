import { type Handoff, handoffPageSchema, handoffSchema, type Problem } from './answers.ts';
import { ACCEPT_SECONDS } from './contract-terms.ts';
import { expect, present } from './failure.ts';
import { seconds } from './median.ts';
import type { Scene } from './scene.ts';

/** A handoff under way, and the instant by which it must be accepted, in milliseconds since the epoch. */
export interface Submitted {
  readonly handoff: Handoff;
  readonly dueAt: number;
}

/** What is wrong with the template's example of a packet that is not ready; a refusal must name all of it. */
const GAPS = [
  'schema_required', // no successCriteria, no technicalConstraints
  'schema_minItems', // a stakeholder map of one
  'schema_pattern', // a currency of four letters
  'schema_format', // a start date that is none
  'value_known',
  'champion_reachable',
  'success_measurable',
  'high_risks_mitigated',
];

/** A packet with gaps is refused, with every gap named at once, and nothing is kept of it. */
export async function refuseUnready({ display, api, contractId, examples }: Scene): Promise<void> {
  await display.step('Submit a packet that is not ready: refused', async ({ summary, detail }) => {
    const body = { contractId, subject: { type: 'account', id: 'acc_1' }, packet: examples.notReady };
    const problem = await api.refused({ method: 'POST', path: '/v1/handoffs', body }, 422, 'not_ready');
    for (const { pointer, message } of problem.errors) detail(`${pointer}  ${message}`);
    const named = new Set(problem.errors.map(nameOfGap));
    const missing = GAPS.filter((gap) => !named.has(gap));
    expect(missing.length === 0, `the refusal should also name ${missing.join(', ')}`);
    const { data } = await api.call({ method: 'GET', path: '/v1/handoffs' }, 200, handoffPageSchema);
    expect(data.length === 0, 'a refused handoff was kept');
    summary(`422 not_ready, ${problem.errors.length} gaps at once`);
  });
}

function nameOfGap({ code, details }: Problem['errors'][number]): string {
  return code === 'criterion_unmet' ? String(details?.['criterionId']) : code;
}

/** A packet that is ready is taken, and assigned to the owner that the rule names. */
export async function submitReady(scene: Scene): Promise<Submitted> {
  return await scene.display.step('Submit a packet that is ready: accepted for handoff', async ({ summary }) => {
    const submitted = await submit(scene, 'acc_1');
    const { handoff, dueAt } = submitted;
    summary(`201, with ${scene.owner.name}, due in ${seconds(dueAt - Date.now())}`);
    expect(handoff.state === 'assigned', `it should be assigned, not ${handoff.state}`);
    return submitted;
  });
}

/** Submits the template's ready packet for an account. */
export async function submit(scene: Scene, accountId: string): Promise<Submitted> {
  const { api, contractId, examples, owner } = scene;
  const subject = { type: 'account', id: accountId, name: 'Fabrikam' };
  const body = { contractId, subject, packet: examples.ready, sender: 'Sales' };
  const handoff = await api.call({ method: 'POST', path: '/v1/handoffs', body }, 201, handoffSchema);
  expect(handoff.holder.ownerId === owner.id, `it should be with ${owner.name}`);
  const clock = present(
    handoff.clocks.find(({ name }) => name === 'accept'),
    'the accept clock',
  );
  const dueAt = Date.parse(present(clock.dueAt ?? undefined, 'the due instant'));
  const span = (dueAt - Date.parse(clock.startedAt)) / 1000;
  expect(span === ACCEPT_SECONDS, `it should be due after ${ACCEPT_SECONDS} s, not ${span} s`);
  return { handoff, dueAt };
}
