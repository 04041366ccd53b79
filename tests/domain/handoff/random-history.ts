import * as fc from 'fast-check';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { ANA, BEN, CLEO, EVERYBODY, MAY, QUEUE, QUEUES } from '#tests/support/people.ts';
import { type AptCommand, aptCommands, commands, type RelativeCommand } from './random-command.ts';
import { contracts, owner } from './random-contract.ts';
import { PULSES, SETTINGS, type Setting } from './settings.ts';

/** One moment of a history: seconds to wait, or a wait until the very next deadline, and then perhaps a command. */
export interface Moment {
  readonly wait: number | 'next-deadline' | 'just-past-next-deadline';
  readonly command?: RelativeCommand | AptCommand;
}

/** Everything that decides how the life of one handoff goes. */
export interface Script {
  readonly setting: Setting;
  readonly contract: Partial<ContractBodyInput>;
  readonly to: { ownerId: string } | { queueId: string } | undefined;
  readonly away: readonly string[];
  readonly gone: readonly string[];
  readonly members: Readonly<Record<string, readonly string[]>>;
  readonly senderId: string | undefined;
  readonly moments: readonly Moment[];
}

function scriptsIn(setting: Setting): fc.Arbitrary<Script> {
  const { unit } = setting;
  return fc.record({
    setting: fc.constant(setting),
    contract: contracts(unit),
    to: fc.oneof(
      { weight: 4, arbitrary: fc.constant({ ownerId: ANA }) },
      { weight: 1, arbitrary: fc.constant({ queueId: QUEUE }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    away: fc.subarray([BEN, CLEO, MAY]),
    gone: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray([...QUEUES]) }),
    members: fc.dictionary(fc.constantFrom(...QUEUES), fc.subarray([...EVERYBODY]), { noNullPrototype: true }),
    senderId: fc.option(owner, { nil: undefined }),
    moments: fc.array(moment(unit), { minLength: 3, maxLength: 20 }),
  });
}

function moment(unit: number): fc.Arbitrary<Moment> {
  return fc.record(
    {
      wait: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 0, max: 25 }).map((count) => count * unit) },
        { weight: 1, arbitrary: fc.integer({ min: 25, max: 120 }).map((count) => count * unit) },
        { weight: 1, arbitrary: fc.constant('next-deadline' as const) },
        { weight: 1, arbitrary: fc.constant('just-past-next-deadline' as const) },
      ),
      command: fc.oneof({ weight: 4, arbitrary: aptCommands(unit) }, { weight: 1, arbitrary: commands(unit) }),
    },
    { requiredKeys: ['wait'] },
  );
}

/** Histories under real calendars, around changes of the clocks, as well as under small ones. */
export const scripts: fc.Arbitrary<Script> = fc.oneof(...SETTINGS.map(scriptsIn));

/** Histories that can be stepped through second by second. */
export const smallScripts: fc.Arbitrary<Script> = scriptsIn(PULSES);
