import { type BatonClient, BatonError, type Handoff } from '#sdk/index.ts';
import type { Command } from '../command.ts';
import { CliFailure, EXIT } from '../failure.ts';
import { namesOf } from '../names.ts';
import { type Check, checkText, type Words } from '../show-check.ts';
import { handoffLine } from '../show-handoff.ts';
import { idsIn } from '../show-receiver.ts';
import { isMapping, readValue } from '../values.ts';

export const submit: Command = {
  name: 'submit',
  summary: 'Submits a handoff from a JSON or YAML file',
  usage: '[<file>]',
  takes: { min: 0, max: 1 },
  options: {
    check: { type: 'boolean', about: 'only says whether it would be ready, and who would receive it' },
    'idempotency-key': { type: 'string', value: '<key>', about: 'the same key submits once, however often you call' },
  },
  notes:
    'The file is the body of POST /v1/handoffs. Instead of contractId it may have contract, the name of one. Without a file,\nor with -, it is standard input.',
  examples: [
    ['submit won.yaml', 'submits the handoff of a file'],
    ['submit --check < won.json', 'what is missing, without submitting'],
  ],
  async run(call) {
    const { baton } = await call.connect();
    const { signal } = call.terminal;
    const value = await readValue(call.terminal, call.args[0] ?? '-');
    if (!isMapping(value)) throw new CliFailure('A handoff is a mapping with contractId, subject and packet.');
    const body = await withContractId(baton, value, signal);
    if (call.flag('check')) {
      const { data } = await baton.request('POST', '/v1/handoffs/check', { body, signal });
      const isReady = isMapping(data) && data['ready'] === true;
      const check = data as Check; // a 200 of this route
      const words = call.flag('json') ? NO_WORDS : await wordsFor(baton, body, check, signal);
      call.show(check, () => checkText(check, words));
      return isReady ? EXIT.ok : EXIT.refused;
    }
    const key = call.text('idempotency-key');
    const request = { body, signal, ...(key === undefined ? {} : { idempotencyKey: key }) };
    const { data } = await baton.request('POST', '/v1/handoffs', request);
    call.show(data, () => handoffLine(data as Handoff)); // a 201 of this route
    return EXIT.ok;
  },
};

async function withContractId(
  baton: BatonClient,
  value: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<object> {
  const { contract: name, ...body } = value;
  if (name === undefined) return value;
  const ids: string[] = [];
  for await (const contract of baton.paginate('/v1/contracts', { query: { limit: 100 }, signal })) {
    if (contract.name === name && contract.status === 'published') ids.push(contract.id);
  }
  const [id, other] = ids;
  if (id === undefined) throw new CliFailure(`There is no published contract ${String(name)}.`);
  if (other !== undefined)
    throw new CliFailure(`Several contracts are called ${String(name)}: give a contractId, one of ${ids.join(', ')}.`);
  return { contractId: id, ...body };
}

/** Programs read ids. */
const NO_WORDS: Words = { descriptions: new Map(), names: new Map() };

async function wordsFor(baton: BatonClient, body: object, { routing }: Check, signal: AbortSignal): Promise<Words> {
  const criteria = criteriaOf(baton, body, signal);
  const [descriptions, names] = await Promise.all([criteria, namesOf(baton, idsIn(routing), signal)]);
  return { descriptions, names };
}

/** What the criteria of the contract in force say, by their ids; none where the key may not read it. */
async function criteriaOf(baton: BatonClient, body: object, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const id = 'contractId' in body ? String(body.contractId) : '';
  try {
    const contract = await baton.get('/v1/contracts/{id}', { path: { id }, signal });
    const { version } = contract;
    const isInForce = contract.bodyOf === 'published' || version === null;
    const terms = isInForce
      ? contract
      : (await baton.get('/v1/contracts/{id}/versions/{version}', { path: { id, version }, signal })).body;
    return new Map(
      terms.entryCriteria.map((criterion) => [criterion.id, criterion.description ?? criterion.expression]),
    );
  } catch (error) {
    if (error instanceof BatonError) return new Map();
    throw error;
  }
}
