import calendars from './answer-examples/calendars.json' with { type: 'json' };
import contracts from './answer-examples/contracts.json' with { type: 'json' };
import handoffCommands from './answer-examples/handoff-commands.json' with { type: 'json' };
import handoffs from './answer-examples/handoffs.json' with { type: 'json' };
import journey from './answer-examples/journey.json' with { type: 'json' };
import metrics from './answer-examples/metrics.json' with { type: 'json' };
import reviews from './answer-examples/reviews.json' with { type: 'json' };
import routing from './answer-examples/routing.json' with { type: 'json' };
import service from './answer-examples/service.json' with { type: 'json' };
import tenant from './answer-examples/tenant.json' with { type: 'json' };
import testClocks from './answer-examples/test-clocks.json' with { type: 'json' };
import webhooks from './answer-examples/webhooks.json' with { type: 'json' };

/** Answers as the local stack gave them, with ids and instants evened out; by operation. */
const RECORDED: Readonly<Record<string, unknown>> = {
  ...calendars,
  ...contracts,
  ...handoffCommands,
  ...handoffs,
  ...journey,
  ...metrics,
  ...reviews,
  ...routing,
  ...service,
  ...tenant,
  ...testClocks,
  ...webhooks,
};

/** What an operation answers with this status, for operations whose routes have no example of their own. */
export function answerExample(operationId: string, status: number): unknown {
  return RECORDED[`${operationId} ${status}`] ?? RECORDED[operationId];
}
