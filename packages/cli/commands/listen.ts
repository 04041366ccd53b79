import { isWebhookSecret, mintWebhookSecret } from '#domain/webhook/signature.ts';
import type { Command, Invocation } from '../command.ts';
import { forwardEvent, isLoopback } from '../events/forward.ts';
import { EXIT, UsageError } from '../failure.ts';
import { printable } from '../terminal.ts';
import { FOLLOW_OPTIONS, follow } from './tail-events.ts';

export const listen: Command = {
  name: 'listen',
  summary: 'Posts events to a receiver on this machine, signed, without a tunnel',
  options: {
    forward: { type: 'string', value: '<url>', about: 'where the receiver is' },
    secret: {
      type: 'string',
      value: '<whsec_…>',
      about: 'signs with this secret; with a new one, which is shown, if left out',
    },
    'allow-any-host': { type: 'boolean', about: 'also to other machines than this one' },
    ...FOLLOW_OPTIONS,
  },
  notes:
    'Follows the event log and posts each event as a webhook endpoint would get it: same id, body and headers. Each is posted\nonce, and the status of its answer shown, of a refusal also how it begins; what your receiver refused you can have again by --from.',
  examples: [
    ['listen --forward http://localhost:3000/hook', 'posts everything there'],
    ["listen --forward http://localhost:3000/hook --type 'clock.*'", 'only what clocks do'],
  ],
  async run(call) {
    const { terminal } = call;
    const url = receiverOf(call);
    const secret = secretOf(call);
    if (call.flag('json')) terminal.err(`${JSON.stringify({ listening: { secret, forwardingTo: url.href } })}\n`);
    else call.tell(`Signed with ${secret}\nForwarding to ${url.href}; end by Ctrl-C.`);
    for await (const event of follow(call)) {
      const answer = await forwardEvent(event, { url, secret, ...terminal, now: () => terminal.now() });
      const { status, milliseconds, error, excerpt } = answer;
      call.show({ id: event.id, type: event.type, ...answer }, () =>
        printable(
          [`${event.type.padEnd(26)}  ${event.id}  → ${status ?? error}  ${milliseconds} ms`, excerpt ?? []]
            .flat()
            .join('\n    '),
        ),
      );
    }
    return EXIT.interrupted; // it has no other end
  },
};

function receiverOf(call: Invocation): URL {
  const text = call.text('forward');
  if (text === undefined || !URL.canParse(text))
    throw new UsageError('It needs --forward with an address, as http://localhost:3000/hook.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError('--forward is an http or https address.');
  if (!isLoopback(url.hostname) && !call.flag('allow-any-host')) {
    throw new UsageError(`${url.hostname} is not this machine. If events may leave it, say --allow-any-host.`);
  }
  return url;
}

function secretOf(call: Invocation): string {
  const given = call.text('secret');
  if (given === undefined) return mintWebhookSecret(crypto.getRandomValues(new Uint8Array(32)));
  if (!isWebhookSecret(given)) throw new UsageError('--secret is whsec_ and the base64 of 24 to 64 bytes.');
  return given;
}
