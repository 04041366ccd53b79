import type { Command, Invocation } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';

export const replayWebhooks: Command = {
  name: 'webhooks replay',
  summary: 'Has an endpoint get events again',
  usage: '<endpoint id>',
  takes: { min: 1, max: 1 },
  options: {
    from: { type: 'string', value: '<instant>', about: 'what was recorded since then' },
    to: { type: 'string', value: '<instant>', about: 'and before then; up to now, if left out' },
    event: { type: 'string', multiple: true, value: '<id>', about: 'these events, in place of --from and --to' },
    'undelivered-only': { type: 'boolean', about: 'leaves out what was delivered' },
  },
  examples: [
    [
      'webhooks replay whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --from 2026-11-22T00:00:00Z --undelivered-only',
      'what it missed today',
    ],
    ['webhooks replay whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --event evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000005', 'one event'],
  ],
  async run(call) {
    const body = inputOf(call);
    const { baton } = await call.connect();
    const path = { id: call.args[0] ?? '' };
    const replay = await baton.post('/v1/webhook-endpoints/{id}/replay', { path, body, signal: call.terminal.signal });
    call.show(replay, () => `${replay.id}  ${replay.status}`);
    return EXIT.ok;
  },
};

function inputOf(call: Invocation) {
  const eventIds = call.texts('event');
  const from = call.text('from');
  const undelivered = call.flag('undelivered-only') ? { undeliveredOnly: true } : {};
  if (eventIds.length > 0 && from === undefined) return { eventIds, ...undelivered };
  if (eventIds.length > 0 || from === undefined) throw new UsageError('It needs either --from or --event.');
  const to = call.text('to');
  return { from, ...(to === undefined ? {} : { to }), ...undelivered };
}
