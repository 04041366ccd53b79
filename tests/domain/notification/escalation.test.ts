import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { noticeOf } from '#domain/notification/sentence.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { CANCEL, type Life } from '../../support/handoffs.ts';
import { HOUR } from '../../support/instants.ts';
import { BEN, directory, MAY } from '../../support/people.ts';
import { acme, BODY, lastOf } from './facts.ts';

type Step = NonNullable<ContractBodyInput['escalation']>[number]['steps'][number];

const HANDOFF = '/v1/handoffs/hnd_00000000000000000000000001';
const ACKNOWLEDGE = `Whoever sees to it says so with POST ${HANDOFF}/acknowledge {"clock": "accept", "stepId": "lead"}`;
const LEAD: Step = { id: 'lead', at: { afterBreach: 'PT0S' }, notify: ['owner', 'manager'] };

function climbing(...steps: Step[]): Life {
  const body = contractBody({ ...BODY, clocks: [ACCEPT_CLOCK], escalation: [{ clock: 'accept', steps }] });
  return acme({ body });
}

function told(life: Life) {
  const { event, knowledge } = lastOf(life, 'escalation.triggered');
  return noticeOf(event, knowledge);
}

const factOf = ({ facts }: ReturnType<typeof noticeOf>, label: string) => {
  const fact = facts.find((each) => each.label === label);
  return fact !== undefined && 'at' in fact ? fact.at : fact?.text;
};

describe('a step of an escalation', () => {
  it('ahead of the due instant is a warning, and one after it an alert', () => {
    const life = climbing({ id: 'nudge', at: { elapsed: 0.5 }, notify: ['owner'] }, LEAD);
    expect(told(life.wait(3 * HOUR))).toMatchObject({
      tone: 'warning',
      title: 'Early escalation: accept clock of Acme GmbH',
    });
    expect(told(life.wait(5 * HOUR))).toMatchObject({ tone: 'alert', title: 'Escalation: accept clock of Acme GmbH' });
  });

  it('tells whom it asks beside the holder what to do, and of no acknowledgement where it does not repeat', () => {
    const { next } = told(climbing(LEAD).wait(5 * HOUR));
    expect(next).toMatch(/^Ana should accept it/);
    expect(next).toMatch(new RegExp(`May should look at it with GET ${HANDOFF}\\.$`));
    expect(next).not.toContain('acknowledge');
  });

  it('asks nobody twice where it asks the holder alone', () => {
    expect(told(climbing({ ...LEAD, notify: ['owner'] }).wait(5 * HOUR)).next).not.toContain('look at it');
  });

  it('that repeats says how often, when next, and how to acknowledge it', () => {
    const life = climbing({ ...LEAD, repeat: { every: 'PT1H', times: 2 } });
    const [first, second, last] = [4.5, 5.5, 6.5].map((hours) => told(life.wait(hours * HOUR)));
    if (first === undefined || second === undefined || last === undefined) throw new Error('it did not fire');
    expect([first, second, last].map((notice) => factOf(notice, 'Step'))).toEqual([
      'lead',
      'lead, repetition 1 of 2',
      'lead, repetition 2 of 2',
    ]);
    expect([first, second, last].map((notice) => factOf(notice, 'Next repetition'))).toEqual([
      '2026-11-23T14:00:00.000Z',
      '2026-11-23T15:00:00.000Z',
      undefined,
    ]);
    expect(first.next).toContain(`${ACKNOWLEDGE}: then it is not repeated.`);
    expect(last.next).toContain(`${ACKNOWLEDGE}.`);
  });

  it('that goes on after a time-out says for how long an acknowledgement holds it', () => {
    const repeat = { every: 'PT1H', times: 2 };
    const real = climbing({ ...LEAD, repeat, ackTimeout: 'PT26H' });
    expect(told(real.wait(4.5 * HOUR)).next).toContain('it is not repeated for 1 day 2 hours.');
    const working = climbing({ ...LEAD, at: { afterBreach: 'PT0S', working: true }, repeat, ackTimeout: 'PT26H' });
    expect(told(working.wait(4.5 * HOUR)).next).toContain('it is not repeated for 26 hours of working time.');
  });

  it('asks the new holder to act, and the manager to look, where it hands over', () => {
    const { next } = told(climbing({ ...LEAD, reassign: { to: { ownerId: BEN } } }).wait(5 * HOUR));
    expect(next).toMatch(/^Ben should accept it/);
    expect(next).toContain('Ana and May should look at it');
  });

  it('says that it could not hand over, and why', () => {
    const step: Step = { ...LEAD, reassign: { to: 'fallback' } };
    expect(told(climbing(step).wait(5 * HOUR)).sentence).toContain(
      'It was to go to the fallback of its contract, which has none.',
    );
    const routing = { fallback: { ownerId: BEN } };
    const body = contractBody({
      ...BODY,
      routing,
      clocks: [ACCEPT_CLOCK],
      escalation: [{ clock: 'accept', steps: [step] }],
    });
    const without = acme({ body, directory: directory({ away: [BEN] }) });
    expect(told(without.wait(5 * HOUR)).sentence).toContain('nobody of those is available.');
  });

  it('asks nobody for anything once the handoff has ended', () => {
    const life = climbing({ ...LEAD, repeat: { every: 'PT1H', times: 2 } }).wait(5 * HOUR);
    const { event, knowledge } = lastOf(life, 'escalation.triggered');
    const { handoff } = lastOf(life.command(5 * HOUR, CANCEL), 'handoff.cancelled').knowledge;
    expect(noticeOf(event, { ...knowledge, handoff })).not.toHaveProperty('next');
  });

  it('names five of many whom it asks at the most', () => {
    const life = climbing(LEAD).wait(5 * HOUR);
    const { event, knowledge } = lastOf(life, 'escalation.triggered');
    const recipients = Array.from({ length: 9 }, (_, index) => `own_${'0'.repeat(25)}${index}`);
    const data = { ...Object(event.data), recipients: [...recipients, MAY] };
    expect(noticeOf({ ...event, data }, knowledge).next).toMatch(/and 6 others should look at it/);
  });
});

it('the guide shows an escalation as it is told, to the letter', () => {
  const guide = readFileSync(new URL('../../../docs/notifications.md', import.meta.url), 'utf8');
  const shown = /```text\n(.*?)\n```/s.exec(guide)?.[1];
  const repeat = { every: 'PT1H', times: 3 };
  const notice = told(climbing({ ...LEAD, repeat, ackTimeout: 'PT2H' }).wait(5.5 * HOUR));
  expect(shown?.split('\n')).toEqual([
    `🔴 ${notice.title}`,
    notice.sentence,
    `Step: ${factOf(notice, 'Step')}`,
    'Next repetition: 23 Nov 2026, 15:00 UTC',
    `Next: ${notice.next}`,
  ]);
  expect(factOf(notice, 'Next repetition')).toBe('2026-11-23T15:00:00.000Z');
});
