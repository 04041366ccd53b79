import type { EntryOf, Handoff } from '#sdk/index.ts';
import type { Command, Invocation, Option } from '../command.ts';
import { EXIT, type ExitCode, UsageError } from '../failure.ts';
import { handoffLine, handoffText } from '../show-handoff.ts';
import { printable } from '../terminal.ts';
import { givenValue } from '../values.ts';

type HandoffEvent = EntryOf<'/v1/handoffs/{id}/events'>;

const FILTERS: Readonly<Record<string, Option>> = {
  state: { type: 'string', value: '<states>', about: 'pending, assigned, accepted, …; several with commas' },
  owner: { type: 'string', value: '<id>', about: 'open ones with this owner' },
  queue: { type: 'string', value: '<id>', about: 'open ones in this queue' },
  contract: { type: 'string', value: '<id>', about: 'under this contract' },
  subject: { type: 'string', value: '<type:id>', about: 'of this customer' },
  overdue: { type: 'boolean', about: 'with a clock that is late and still open' },
  limit: { type: 'string', value: '<n>', about: 'how many at most: 25 if you say nothing' },
};

const list: Command = {
  name: 'handoffs list',
  summary: 'Lists handoffs, the newest first',
  options: FILTERS,
  examples: [
    ['handoffs list --overdue', 'those that are late'],
    ['handoffs list --state pending,assigned --limit 100', 'those that nobody has accepted'],
  ],
  async run(call) {
    const { baton } = await call.connect();
    const limit = countOf(call.text('limit') ?? '25');
    const query = {
      limit: Math.min(100, limit),
      ...given('state', call.text('state')),
      ...given('ownerId', call.text('owner')),
      ...given('queueId', call.text('queue')),
      ...given('contractId', call.text('contract')),
      ...given('subject', call.text('subject')),
      ...(call.flag('overdue') ? { overdue: true } : {}),
    };
    const found: Handoff[] = [];
    for await (const handoff of baton.paginate('/v1/handoffs', { query, signal: call.terminal.signal })) {
      found.push(handoff);
      if (found.length === limit) break;
    }
    call.show({ data: found }, () => (found.length === 0 ? 'There are none.' : found.map(handoffLine).join('\n')));
    return EXIT.ok;
  },
};

const get: Command = {
  name: 'handoffs get',
  summary: 'Shows a handoff and its clocks',
  usage: '<id>',
  takes: { min: 1, max: 1 },
  examples: [['handoffs get hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', 'shows one']],
  async run(call) {
    const { baton } = await call.connect();
    const path = { id: call.args[0] ?? '' };
    const handoff = await baton.get('/v1/handoffs/{id}', { path, signal: call.terminal.signal });
    call.show(handoff, () => handoffText(handoff));
    return EXIT.ok;
  },
};

const timeline: Command = {
  name: 'handoffs events',
  summary: 'Shows the timeline of a handoff',
  usage: '<id>',
  takes: { min: 1, max: 1 },
  examples: [['handoffs events hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', 'shows what happened to it']],
  async run(call) {
    const { baton } = await call.connect();
    const events: HandoffEvent[] = [];
    const request = { path: { id: call.args[0] ?? '' }, query: { limit: 100 }, signal: call.terminal.signal };
    for await (const event of baton.paginate('/v1/handoffs/{id}/events', request)) events.push(event);
    call.show({ data: events }, () =>
      events.map(({ sequence, occurredAt, type }) => printable(`${sequence}  ${occurredAt}  ${type}`)).join('\n'),
    );
    return EXIT.ok;
  },
};

interface Verb {
  readonly name: 'accept' | 'reject' | 'complete' | 'cancel' | 'notes';
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly example: string;
  body(call: Invocation): object | Promise<object>;
}

const text = (value: string, about: string, multiple = false): Option => ({ type: 'string', value, about, multiple });

const VERBS: readonly Verb[] = [
  {
    name: 'accept',
    summary: 'Accepts a handoff, or claims it from a queue',
    options: { owner: text('<id>', 'who accepts; whom it is with, if left out') },
    example: 'handoffs accept hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
    body: (call) => given('ownerId', call.text('owner')),
  },
  {
    name: 'reject',
    summary: 'Sends a handoff back',
    options: {
      reason: text('<code>', 'a rejection reason of the contract'),
      criterion: text('<id>', 'an entry criterion that is not met', true),
      field: text('<pointer>', 'a packet field at fault, as /goals', true),
      note: text('<text>', 'what to say beside'),
    },
    example: 'handoffs reject hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --reason incomplete --field /goals',
    body: (call) => ({
      reason: required(call, 'reason'),
      ...several('criteria', call.texts('criterion')),
      ...several('fields', call.texts('field')),
      ...given('note', call.text('note')),
    }),
  },
  {
    name: 'complete',
    summary: 'Completes a handoff',
    options: { outcome: text('<value>', 'JSON or YAML, or @file') },
    example: "handoffs complete hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --outcome '{kickoffHeld: true}'",
    body: async (call) => ({ outcome: await givenValue(call.terminal, call.text('outcome') ?? '{}') }),
  },
  {
    name: 'cancel',
    summary: 'Calls a handoff off',
    options: { reason: text('<text>', 'why') },
    example: "handoffs cancel hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --reason 'The customer withdrew'",
    body: (call) => ({ reason: required(call, 'reason') }),
  },
  {
    name: 'notes',
    summary: 'Leaves a note in the timeline',
    options: { text: text('<text>', 'the note') },
    example: "handoffs notes hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --text 'Their champion is away'",
    body: (call) => ({ text: required(call, 'text') }),
  },
];

function command({ name, summary, options, example, body }: Verb): Command {
  return {
    name: `handoffs ${name}`,
    summary,
    usage: '<id>',
    takes: { min: 1, max: 1 },
    options,
    examples: [[example, summary.charAt(0).toLowerCase() + summary.slice(1)]],
    async run(call): Promise<ExitCode> {
      const request = { path: { id: call.args[0] ?? '' }, body: await body(call), signal: call.terminal.signal };
      const { baton } = await call.connect();
      const { data } = await baton.request('POST', `/v1/handoffs/{id}/${name}`, request);
      call.show(data, () => handoffText(data as Handoff)); // every command answers the handoff after it
      return EXIT.ok;
    },
  };
}

export const HANDOFF_COMMANDS: readonly Command[] = [list, get, timeline, ...VERBS.map(command)];

function given(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}

function several(name: string, values: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return values.length === 0 ? {} : { [name]: values };
}

function required(call: Invocation, option: string): string {
  const value = call.text(option);
  if (value === undefined) throw new UsageError(`It needs --${option}.`);
  return value;
}

function countOf(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new UsageError('--limit is a whole number from 1.');
  return Number(value);
}
