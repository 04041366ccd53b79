import * as z from 'zod';
import type { CONFIGURATION_EVENT_TYPES } from '../event-types.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import type { Telling } from './notice.ts';
import { plainText } from './plain-text.ts';
import { counted, inUtc } from './words.ts';

export type ConfigurationEventType = (typeof CONFIGURATION_EVENT_TYPES)[number];

const published = once(() => z.object({ contractId: z.string(), contractVersion: z.int(), name: z.string() }));
const retired = once(() => z.object({ contractId: z.string(), successorId: z.string().optional() }));
const reviewed = once(() =>
  z.object({
    month: z.string(),
    submitted: z.int(),
    breached: z.int(),
    attainment: z.number().nullable(),
    contractsBelowTarget: z.int(),
    suggestions: z.int(),
    firstSuggestion: z.string().optional(),
  }),
);
const disabled = once(() => z.object({ endpointId: z.string(), url: z.string(), reason: z.string() }));
const enabled = once(() =>
  z.object({ endpointId: z.string(), url: z.string(), disabledAt: canonicalInstantSchema().optional() }),
);
const tested = once(() => z.object({ endpointId: z.string() }));

/** What the facts of a tenant's configuration say; undefined for data that is not of such a fact. */
export const CONFIGURATION_TELLINGS: {
  readonly [T in ConfigurationEventType]: (data: unknown) => Telling | undefined;
} = {
  'contract.published': (data) => {
    const { data: contract } = published().safeParse(data);
    if (contract === undefined) return undefined;
    const name = plainText(contract.name, 80);
    return {
      tone: 'neutral',
      title: `Contract published: ${name}`,
      sentence: `Version ${contract.contractVersion} of the contract ${name} (${contract.contractId}) is in force for new handoffs.`,
    };
  },
  'contract.retired': (data) => {
    const { data: contract } = retired().safeParse(data);
    if (contract === undefined) return undefined;
    const successor = contract.successorId === undefined ? '' : ` Submit under ${contract.successorId} instead.`;
    return {
      tone: 'warning',
      title: 'Contract retired',
      sentence: `The contract ${contract.contractId} takes no new handoffs any more; those under way go on.${successor}`,
    };
  },
  'review.ready': (data) => {
    const { data: review } = reviewed().safeParse(data);
    if (review === undefined) return undefined;
    const { month, submitted, breached, attainment, contractsBelowTarget: below, suggestions } = review;
    const met =
      attainment === null ? '' : ` ${(attainment * 100).toFixed(1)} % of the clocks were met, ${breached} were late.`;
    const first =
      review.firstSuggestion === undefined ? '' : ` First of all: ${plainText(review.firstSuggestion, 200)}.`;
    return {
      tone: below > 0 ? 'warning' : 'neutral',
      title: `Review of ${month} is ready`,
      sentence: `${counted(submitted, 'handoff')} were submitted in ${month}.${met} ${counted(below, 'contract')} below target, ${counted(suggestions, 'suggestion')}.${first} Read it at /v1/reviews/${month}.`,
    };
  },
  'webhook_endpoint.disabled': (data) => {
    const { data: endpoint } = disabled().safeParse(data);
    if (endpoint === undefined) return undefined;
    return {
      tone: 'alert',
      title: 'Webhook endpoint switched off',
      // the address of a chat's webhook is a secret: only its host is told
      sentence: `The webhook endpoint ${endpoint.endpointId}${at(endpoint.url)} receives nothing any more: ${WHY.get(endpoint.reason) ?? endpoint.reason}. Put it right, then switch it on with PATCH /v1/webhook-endpoints/${endpoint.endpointId} {"enabled": true}.`,
    };
  },
  'webhook_endpoint.enabled': (data) => {
    const { data: endpoint } = enabled().safeParse(data);
    if (endpoint === undefined) return undefined;
    const since =
      endpoint.disabledAt === undefined ? '' : ` It had received nothing since ${inUtc(endpoint.disabledAt)}.`;
    return {
      tone: 'good',
      title: 'Webhook endpoint switched on',
      sentence: `The webhook endpoint ${endpoint.endpointId}${at(endpoint.url)} receives events again.${since}`,
    };
  },
  'webhook_endpoint.test': (data) => {
    const { data: test } = tested().safeParse(data);
    if (test === undefined) return undefined;
    return {
      tone: 'neutral',
      title: 'Test message',
      sentence: `The webhook endpoint ${test.endpointId} works: what it subscribes to will be told here.`,
    };
  },
};

const WHY: ReadonlyMap<string, string> = new Map([
  ['gone', 'it answered 410'],
  ['failing_for_5_days', 'every attempt has failed for five days'],
  ['manual', 'somebody switched it off'],
]);

function at(url: string): string {
  return URL.canParse(url) ? ` at ${new URL(url).hostname}` : '';
}
