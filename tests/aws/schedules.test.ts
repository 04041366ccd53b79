import {
  ConflictException,
  type CreateScheduleCommandInput,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { describe, expect, test } from 'vitest';
import { OneTimeSchedules } from '#aws/schedules.ts';
import { BIRTH } from '../support/instants.ts';
import { answering } from './support/answering.ts';

const TARGET = { arn: 'arn:function', roleArn: 'arn:role', deadLetterArn: 'arn:dlq' };
const INPUT = { handoffId: 'hnd_1' };

const missing = () => new ResourceNotFoundException({ $metadata: {}, Message: 'missing', message: 'missing' });
const conflict = () => new ConflictException({ $metadata: {}, Message: 'conflict', message: 'conflict' });
const broken = () => new Error('the service is away');

/** Schedules whose client meets each command with what `failures` has for it next: an error, or success after those. */
function schedules(failures: Readonly<Record<string, readonly (() => Error)[]>> = {}) {
  const { client, sent, commands } = answering<SchedulerClient, CreateScheduleCommandInput>((_input, command) => {
    const failure = failures[command]?.[commands.filter((name) => name === command).length - 1];
    if (failure !== undefined) throw failure();
    return {};
  });
  return { schedules: new OneTimeSchedules(client, 'baton', TARGET), sent, commands };
}

describe('putting a schedule', () => {
  test('updates the one that is there', async () => {
    const { schedules: target, commands } = schedules();
    await target.put('hnd_1', BIRTH, INPUT);
    expect(commands).toEqual(['UpdateSchedule']);
  });

  test('creates it where there is none', async () => {
    const { schedules: target, commands, sent } = schedules({ UpdateSchedule: [missing] });
    await target.put('hnd_1', BIRTH, INPUT);
    expect(commands).toEqual(['UpdateSchedule', 'CreateSchedule']);
    expect(sent[1]).toEqual(sent[0]);
  });

  test('replaces one that somebody creates between the two calls', async () => {
    const { schedules: target, commands } = schedules({ UpdateSchedule: [missing], CreateSchedule: [conflict] });
    await target.put('hnd_1', BIRTH, INPUT);
    expect(commands).toEqual(['UpdateSchedule', 'CreateSchedule', 'UpdateSchedule']);
  });

  test.each([
    ['update', { UpdateSchedule: [broken] }],
    ['create', { UpdateSchedule: [missing], CreateSchedule: [broken] }],
    ['replace', { UpdateSchedule: [missing, broken], CreateSchedule: [conflict] }],
  ])('is an error if Scheduler fails to %s it', async (_step, failures) => {
    await expect(schedules(failures).schedules.put('hnd_1', BIRTH, INPUT)).rejects.toThrow('away');
  });
});

describe('creating a schedule', () => {
  test('is one call when it is new', async () => {
    const { schedules: target, commands } = schedules();
    await target.create('hnd_1', BIRTH, INPUT);
    expect(commands).toEqual(['CreateSchedule']);
  });

  test('replaces the one that is there', async () => {
    const { schedules: target, commands, sent } = schedules({ CreateSchedule: [conflict] });
    await target.create('hnd_1', BIRTH, INPUT);
    expect(commands).toEqual(['CreateSchedule', 'UpdateSchedule']);
    expect(sent[1]).toEqual(sent[0]);
  });

  test('creates it again if the one that was there fires and is gone before it can be replaced', async () => {
    const { schedules: target, commands } = schedules({ CreateSchedule: [conflict], UpdateSchedule: [missing] });
    await target.create('hnd_1', BIRTH, INPUT);
    expect(commands).toEqual(['CreateSchedule', 'UpdateSchedule', 'CreateSchedule']);
  });

  test('is an error if Scheduler fails', async () => {
    const { schedules: target } = schedules({ CreateSchedule: [broken] });
    await expect(target.create('hnd_1', BIRTH, INPUT)).rejects.toThrow('away');
  });
});

describe('removing a schedule', () => {
  test('names it and its group', async () => {
    const { schedules: target, commands, sent } = schedules();
    await target.remove('hnd_1');
    expect(commands).toEqual(['DeleteSchedule']);
    expect(sent).toEqual([{ Name: 'hnd_1', GroupName: 'baton' }]);
  });

  test('that has gone already is done', async () => {
    const { schedules: target } = schedules({ DeleteSchedule: [missing] });
    await expect(target.remove('hnd_1')).resolves.toBeUndefined();
  });

  test('is an error if Scheduler fails', async () => {
    const { schedules: target } = schedules({ DeleteSchedule: [broken] });
    await expect(target.remove('hnd_1')).rejects.toThrow('away');
  });
});

describe('a schedule', () => {
  test('fires once, at the second of its instant in UTC, and removes itself; what cannot be delivered is kept', async () => {
    const { schedules: target, sent } = schedules();
    await target.create('hnd_1', BIRTH, INPUT);
    expect(sent[0]).toMatchObject({
      Name: 'hnd_1',
      GroupName: 'baton',
      ScheduleExpression: 'at(2026-11-23T09:00:00)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: 'arn:function', RoleArn: 'arn:role', DeadLetterConfig: { Arn: 'arn:dlq' } },
    });
    expect(JSON.parse(sent[0]?.Target?.Input ?? '')).toEqual(INPUT);
  });

  test('brings a tenant’s text as it is, also where Scheduler would put something in its place', async () => {
    const { schedules: target, sent } = schedules();
    const input = { note: '<aws.scheduler.scheduled-time> and <<aws.scheduler.execution-id>>' };
    await target.create('hnd_1', BIRTH, input);
    const text = sent[0]?.Target?.Input ?? '';
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual(input);
  });
});
