import { createWebhookSender, type WebhookPost, type WebhookSenderOptions } from '#aws/http/sender.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';

export const headers = {
  'webhook-id': 'evt_1',
  'webhook-timestamp': '1795356179',
  'webhook-signature': 'v1,AAAA',
} as const;

/** One attempt on the local stack's terms: loopback allowed. Nothing leaves the machine: no name is looked up. */
export function postTo(
  url: string,
  options: Partial<WebhookSenderOptions> & Partial<Pick<WebhookPost, 'mode' | 'body' | 'customHeaders'>> = {},
): Promise<AttemptOutcome> {
  const { mode = 'live', body = '{"id":"evt_1"}', customHeaders, egress = 'loopback', ...others } = options;
  const resolve = async (): Promise<never> => {
    throw Object.assign(new Error('no name is resolved in this test'), { code: 'ENOTFOUND' });
  };
  return createWebhookSender({ egress, resolve, ...others }).post({ url, mode, headers, customHeaders, body });
}
