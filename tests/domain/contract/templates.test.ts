import { describe, expect, it } from 'vitest';
import { contractBodySchema } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';
import { compileCriteria } from '#domain/contract/compile.ts';
import { evaluateCriteria } from '#domain/contract/criteria.ts';
import { CONTRACT_TEMPLATES, findTemplate } from '#domain/contract/templates/index.ts';
import { REJECTION_CLASSES } from '#domain/contract/vocabulary.ts';
import { beginFilling, fillFrom } from '#domain/journey/inherit.ts';
import { checkPacketSize, validatePacket } from '#domain/packet/validate.ts';

const subject = { type: 'account', id: 'acc-1', name: 'Example' };
const handoff = { id: 'hnd_1', attempt: 1, priority: 'normal' };

describe('the templates', () => {
  it('are the seven common handoffs of a journey, each under its own slug', () => {
    expect(CONTRACT_TEMPLATES.map(({ slug }) => slug)).toEqual([
      'signal-to-lead',
      'lead-to-meeting',
      'meeting-to-opportunity',
      'closed-won-to-onboarding',
      'onboarding-to-adoption',
      'support-case-to-resolution',
      'renewal-to-expansion',
    ]);
    expect(findTemplate('closed-won-to-onboarding')?.name).toBe('Closed-won to onboarding');
    expect(findTemplate('toString')).toBeUndefined();
  });

  it('of the sale carries what was promised to those who deliver it', () => {
    const schema = findTemplate('closed-won-to-onboarding')?.body.packet.schema;
    expect(schema?.['required']).toEqual([
      'outcomesPromised',
      'successCriteria',
      'stakeholders',
      'risks',
      'technicalConstraints',
      'commercialTerms',
    ]);
  });

  it('of what follows carry on what the sale said of outcomes, risks and people, without anybody sending it', () => {
    const sold = findTemplate('closed-won-to-onboarding')?.examples.ready ?? {};
    const adoption = findTemplate('onboarding-to-adoption');
    const { stakeholders: _sent, ...rest } = adoption?.examples.ready ?? {};
    const source = { handoffId: 'hnd_1', packetRevision: 1, contractId: 'ctr_1', from: 'closed_won', to: 'onboarding' };
    const { packet } = fillFrom(source, sold, beginFilling(rest, adoption?.body.packet.inherit ?? []));
    const { outcomesPromised, successCriteria, risks, stakeholders, commercialTerms } = sold;
    expect(packet).toEqual({ ...rest, outcomesPromised, successCriteria, risks, stakeholders, commercialTerms });
    expect(validatePacket(adoption?.body.packet.schema ?? {}, packet)).toEqual([]);
  });
});

describe.each(CONTRACT_TEMPLATES.map((template) => [template.slug, template] as const))('%s', (_slug, template) => {
  const { body, examples } = template;
  const { schema } = body.packet;
  const entry = (packet: unknown) =>
    evaluateCriteria(compileCriteria(body.entryCriteria, schema, 'entry'), { packet, subject, handoff });

  it('is a complete contract body, just as it stands', () => {
    expect(contractBodySchema().parse(structuredClone(body))).toEqual(body);
  });

  it('contradicts itself nowhere', () => {
    expect(checkContract(body)).toEqual([]);
  });

  it('calls its ready example ready', () => {
    expect(validatePacket(schema, examples.ready)).toEqual([]);
    expect(entry(examples.ready).filter(({ met }) => !met)).toEqual([]);
    expect(checkPacketSize(examples.ready)).toEqual([]);
  });

  it('finds gaps of both kinds in its other example', () => {
    expect(validatePacket(schema, examples.notReady)).not.toEqual([]);
    expect(entry(examples.notReady).filter(({ met }) => !met)).not.toEqual([]);
  });

  it('is done with its example outcome, and with an empty one is not', () => {
    const exit = compileCriteria(body.exitCriteria, schema, 'exit');
    const scope = { packet: examples.ready, subject, handoff };
    expect(evaluateCriteria(exit, { ...scope, outcome: examples.outcome }).filter(({ met }) => !met)).toEqual([]);
    expect(evaluateCriteria(exit, { ...scope, outcome: {} }).filter(({ met }) => met)).toEqual([]);
  });

  it('offers a rejection of each class, and says what every required field is for', () => {
    expect(new Set(body.rejectionReasons.map((reason) => reason.class))).toEqual(new Set(REJECTION_CLASSES));
    const properties = contractProperties(schema);
    for (const name of requiredOf(schema)) expect(properties[name], name).toHaveProperty('description');
  });

  it('times acceptance and repair, and hands an unanswered one to the fallback', () => {
    expect(body.clocks.map(({ name }) => name)).toEqual(expect.arrayContaining(['accept', 'fix']));
    const steps = body.escalation.find(({ clock }) => clock === 'accept')?.steps ?? [];
    expect(steps.some(({ reassign }) => reassign?.to === 'fallback')).toBe(true);
  });

  it('names no tenant: no calendar, owner or queue', () => {
    expect(JSON.stringify(body)).not.toMatch(/"(?:own|que|cal)_|calendarId|ownerId|queueId/);
  });
});

function contractProperties(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function requiredOf(schema: Readonly<Record<string, unknown>>): readonly string[] {
  const { required } = schema;
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}
