import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { checkEscalation, checkFallbackNamed } from '#domain/contract/check-escalation.ts';
import { ACCEPT_CLOCK, contractBody, FIX_CLOCK } from '#tests/support/contracts.ts';
import { BEN } from '#tests/support/people.ts';

type Step = NonNullable<ContractBodyInput['escalation']>[number]['steps'][number];

const AT: Step['at'] = { afterBreach: 'PT1H' };

function causes(steps: Step[], clock = 'accept', parts: Partial<ContractBodyInput> = {}): string[] {
  const body = contractBody({ clocks: [ACCEPT_CLOCK, FIX_CLOCK], escalation: [{ clock, steps }], ...parts });
  return checkEscalation(body).map(({ pointer, code }) => `${pointer.replace('/escalation/0/', '')} ${code}`);
}

describe('the check of escalation paths', () => {
  it('names every cause at once', () => {
    const steps: Step[] = [
      { id: 'a', at: AT },
      { id: 'a', at: AT, notify: ['owner'], ackTimeout: 'PT1H' },
      { id: 'b', at: { afterBreach: 'PT26280H' }, notify: ['owner'], repeat: { every: 'PT1S', times: 1 } },
    ];
    expect(causes(steps, 'nonesuch')).toEqual([
      'clock unknown_clock',
      'steps/1/id duplicate',
      'steps/0 step_without_effect',
      'steps/1/ackTimeout time_out_without_repeat',
      'steps/2 step_too_late',
    ]);
  });

  it.each<[string, Step]>([
    ['at exactly three years', { id: 'a', at: { afterBreach: 'PT26280H' }, notify: ['owner'] }],
    [
      'with repetitions up to three years',
      { id: 'a', at: { elapsed: 0.5 }, notify: ['owner'], repeat: { every: 'PT2920H', times: 9 } },
    ],
    ['at 100 % that waits for working hours', { id: 'a', at: { elapsed: 1, working: true }, notify: ['owner'] }],
  ])('lets a step pass %s', (_what, step) => {
    expect(causes([step])).toEqual([]);
  });

  it.each<[string, Step]>([
    [
      'a delay and repetitions',
      { id: 'a', at: { afterBreach: 'PT1H' }, notify: ['owner'], repeat: { every: 'PT2920H', times: 9 } },
    ],
    ['repetitions alone', { id: 'a', at: { elapsed: 0.5 }, notify: ['owner'], repeat: { every: 'PT2921H', times: 9 } }],
  ])('refuses %s of more than three years: no handoff is planned to be open so long', (_what, step) => {
    expect(causes([step])).toEqual(['steps/0 step_too_late']);
  });

  it('refuses to reassign to a fallback that is not there, where the step does nothing else', () => {
    const reassign = { to: 'fallback' as const };
    expect(causes([{ id: 'a', at: AT, reassign }])).toEqual(['steps/0 step_without_effect']);
    expect(causes([{ id: 'a', at: AT, reassign, notify: ['owner'] }])).toEqual([]);
    const routing = { fallback: { ownerId: BEN } };
    expect(causes([{ id: 'a', at: AT, reassign }], 'accept', { routing })).toEqual([]);
  });

  it('refuses a publication without a fallback that a step gives to, whatever else the step does', () => {
    const reassign = { to: 'fallback' as const };
    const steps: Step[] = [
      { id: 'a', at: AT, reassign, notify: ['owner'] },
      { id: 'b', at: AT, reassign, raisePriority: 'high' },
      { id: 'c', at: AT, reassign: { to: { ownerId: BEN } }, notify: ['owner'] },
    ];
    const body = contractBody({ clocks: [ACCEPT_CLOCK], escalation: [{ clock: 'accept', steps }] });
    expect(checkFallbackNamed(body).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/escalation/0/steps/0/reassign/to', 'missing_fallback'],
      ['/escalation/0/steps/1/reassign/to', 'missing_fallback'],
    ]);
    expect(checkFallbackNamed({ ...body, routing: { rules: [], fallback: { ownerId: BEN } } })).toEqual([]);
  });

  it('refuses steps for the receiver on a clock that is open only while the sender has the handoff', () => {
    expect(causes([{ id: 'a', at: AT, notify: ['sender'], reassign: { to: { ownerId: BEN } } }], 'fix')).toEqual([
      'steps/0/reassign step_without_effect',
    ]);
    expect(causes([{ id: 'a', at: AT, notify: ['owner', 'manager', 'queue'] }], 'fix')).toEqual([
      'steps/0/notify step_without_effect',
    ]);
    for (const step of [{ notify: ['owner', 'sender'] }, { notify: [{ ownerId: BEN }] }, { raisePriority: 'high' }]) {
      expect(causes([{ id: 'a', at: AT, ...step } as Step], 'fix')).toEqual([]);
    }
  });

  it('lets a clock of the sender that goes on with the receiver reassign', () => {
    const settle = { ...FIX_CLOCK, name: 'settle', stop: ['completed'] };
    const step: Step = { id: 'a', at: AT, reassign: { to: { ownerId: BEN } } };
    expect(causes([step], 'settle', { clocks: [settle] })).toEqual([]);
  });

  it('refuses steps of a clock that never starts, because no further attempt follows the one rejection', () => {
    expect(causes([{ id: 'a', at: AT, notify: ['sender'] }], 'fix', { maxAttempts: 1 })).toEqual([
      'clock step_never_fires',
    ]);
  });
});
