import type { Route } from '../route.ts';
import { HANDOFF_ADJUSTMENT_ROUTES } from './handoff-adjustments.ts';
import { HANDOFF_BATCH_ROUTES } from './handoff-batch.ts';
import { HANDOFF_COMMAND_ROUTES } from './handoff-commands.ts';
import { HANDOFF_HISTORY_ROUTES } from './handoff-history.ts';
import { HANDOFF_ROUTING_ROUTES } from './handoff-routing.ts';
import { HANDOFF_ROUTES } from './handoffs.ts';
import { getHealth } from './health.ts';

/** What is called all day: handoffs, and whether the service is there. */
export const OPERATION_ROUTES: readonly Route[] = [
  ...HANDOFF_ROUTES,
  ...HANDOFF_BATCH_ROUTES,
  ...HANDOFF_COMMAND_ROUTES,
  ...HANDOFF_ADJUSTMENT_ROUTES,
  ...HANDOFF_HISTORY_ROUTES,
  ...HANDOFF_ROUTING_ROUTES,
  getHealth,
];
