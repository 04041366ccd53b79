import type { Command, Invocation } from '../command.ts';
import { EXIT, UsageError } from '../failure.ts';

export const advanceTestClock: Command = {
  name: 'test-clock advance',
  summary: 'Lets time pass on a test clock, and waits until it has',
  usage: '<id>',
  takes: { min: 1, max: 1 },
  options: {
    by: { type: 'string', value: '<duration>', about: 'how much, as PT2H' },
    to: { type: 'string', value: '<instant>', about: 'up to when, in place of --by' },
  },
  examples: [['test-clock advance tcl_01JDA5K7ZWQ0R8T2V4X6Y8B0CD --by PT2H', 'two hours']],
  async run(call) {
    const { baton } = await call.connect();
    const { signal } = call.terminal;
    const path = { id: call.args[0] ?? '' };
    let body = moveOf(call);
    for (;;) {
      // Where there is much to do it answers on the way; asked again for the same instant, it goes on.
      const clock = await baton.post('/v1/test-clocks/{id}/advance', { path, body, signal });
      if (clock.status === 'ready') {
        call.show(clock, () => `${clock.id} is at ${clock.now}`);
        return EXIT.ok;
      }
      call.tell(`at ${clock.now}, on its way to ${clock.advancingTo}`);
      body = { to: clock.advancingTo };
    }
  },
};

function moveOf(call: Invocation): { readonly by?: string; readonly to?: string } {
  const by = call.text('by');
  const to = call.text('to');
  if (by !== undefined && to === undefined) return { by };
  if (to !== undefined && by === undefined) return { to };
  throw new UsageError('It needs either --by or --to.');
}
