import { describe, expect, test } from 'vitest';
import { compileConditions } from '#domain/contract/compile.ts';
import { evaluateCriteria } from '#domain/contract/criteria.ts';
import { epochOf } from '#domain/instant.ts';
import { validatePacket } from '#domain/packet/validate.ts';
import { bodiesOf } from '#tests/support/demo-company.ts';
import { later, Office, TICK_SECONDS } from '../../../scripts/demo-data/plan/office.ts';
import { type PlanSettings, planDemo } from '../../../scripts/demo-data/plan/plan.ts';
import { CONTRACT_KEYS, LANES, type Story } from '../../../scripts/demo-data/plan/story.ts';
import { ticksOf } from '../../../scripts/demo-data/plan/ticks.ts';

const SETTINGS: PlanSettings = { seed: 7, firstMonth: '2026-05', months: 6, handoffs: 1200 };
const PLAN = planDemo(SETTINGS);

function of(key: Story['contract']): readonly Story[] {
  return PLAN.stories.filter(({ contract }) => contract === key);
}

describe('the plan of a demo', () => {
  test('is the same for the same settings, and another for another seed', () => {
    expect(planDemo(SETTINGS)).toEqual(PLAN);
    expect(planDemo({ ...SETTINGS, seed: 8 }).stories).not.toEqual(PLAN.stories);
  });

  test.each([1, 7, 300, 5000])('has %i handoffs where so many are asked for', (handoffs) => {
    const { stories } = planDemo({ ...SETTINGS, handoffs });
    expect(Math.abs(stories.length - handoffs)).toBeLessThanOrEqual(handoffs < 10 ? 5 : 2);
  });

  test('keeps the order of time, at whole ticks, in every story', () => {
    for (const { submittedAt, scenes } of PLAN.stories) {
      let before = submittedAt;
      expect(submittedAt >= PLAN.begin && submittedAt < PLAN.end).toBe(true);
      for (const { at } of scenes) {
        expect(at > submittedAt && at >= before).toBe(true);
        expect(epochOf(at) % (TICK_SECONDS * 1000)).toBe(0);
        before = at;
      }
    }
  });

  test.each(CONTRACT_KEYS)('submits and mends only packets that are ready under the contract in force: %s', (key) => {
    const gapsOf = bodiesOf(key).map((body) => {
      const { entry } = compileConditions(body);
      return (packet: unknown, subject: unknown) => [
        ...validatePacket(body.packet.schema, packet),
        ...evaluateCriteria(entry, { packet, subject, handoff: { attempt: 1 } }).filter(({ met }) => !met),
      ];
    });
    for (const { submittedAt, packet, subject, scenes } of of(key)) {
      const isMended = PLAN.fixAt !== undefined && submittedAt >= PLAN.fixAt;
      const mended = scenes.flatMap(({ act }) => (act.does === 'resubmit' ? [act.packet] : []));
      const gaps = isMended ? gapsOf.at(-1) : gapsOf[0];
      if (gaps === undefined) throw new Error('a contract has a version');
      expect([packet, ...mended].flatMap((each) => gaps(each, subject))).toEqual([]);
    }
  });

  test('changes what was cited, where something was sent back', () => {
    for (const { packet, scenes } of PLAN.stories) {
      const fields = scenes.flatMap(({ act }) => (act.does === 'reject' ? act.fields : []));
      const after = scenes.flatMap(({ act }) => (act.does === 'resubmit' ? [act.packet] : []));
      expect(after).toHaveLength(fields.length);
      for (const [index, field] of fields.entries()) {
        const name = field.slice(1);
        expect(after[index]?.[name]).not.toEqual(packet[name]);
      }
    }
  });

  test('has nobody at work before eight in the morning, or at weekends', () => {
    const office = new Office(PLAN.years);
    const works = new Set<string>(['accept', 'reject', 'complete', 'disqualify']);
    for (const { scenes } of PLAN.stories) {
      const acts = scenes.filter(({ act }) => works.has(act.does));
      // a closing counts as the end of the day's work
      for (const { at } of acts) expect(office.time.elapsedSeconds(later(at, -TICK_SECONDS), at)).toBeGreaterThan(0);
    }
  });

  test('takes up customers of an earlier stage in the next', () => {
    const leads = new Set(of('leads').map(({ subject }) => subject.id));
    const met = of('meetings').filter(({ subject }) => leads.has(subject.id));
    expect(met.length).toBeGreaterThan(of('meetings').length / 2);
    expect(new Set(met.map(({ subject }) => subject.id)).size).toBe(met.length);
  });
});

describe('the ticks of a plan', () => {
  test('have each submission and each scene before the end once, in one of the lanes', () => {
    const ticks = LANES.flatMap((lane) => ticksOf(PLAN, lane));
    expect(ticks.flatMap(({ submissions }) => submissions)).toHaveLength(PLAN.stories.length);
    const scenes = ticks.flatMap((tick) => tick.scenes.flatMap((each) => each.scenes));
    const planned = PLAN.stories.flatMap((story) => story.scenes.filter(({ at }) => at < PLAN.end));
    expect(scenes).toHaveLength(planned.length);
  });

  test('never have a scene of a story at the instant of its submission', () => {
    for (const { submissions, scenes } of LANES.flatMap((lane) => ticksOf(PLAN, lane))) {
      const begun = new Set(submissions);
      expect(scenes.filter(({ story }) => begun.has(story))).toEqual([]);
    }
  });

  test('publish the mended contract once, before what is submitted then', () => {
    const [fix, ...others] = LANES.flatMap((lane) => ticksOf(PLAN, lane)).filter((tick) => tick.fix);
    expect(fix?.at).toBe(PLAN.fixAt);
    expect(others).toEqual([]);
  });
});
