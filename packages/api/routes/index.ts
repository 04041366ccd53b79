import type { Route } from '../route.ts';
import { ACCOUNT_ROUTES } from './account.ts';
import { API_KEY_ROUTES } from './api-keys.ts';
import { CONTRACT_LIFECYCLE_ROUTES } from './contract-lifecycle.ts';
import { CONTRACT_TEMPLATE_ROUTES } from './contract-templates.ts';
import { CONTRACT_ROUTES } from './contracts.ts';
import { DELIVERY_ROUTES } from './deliveries.ts';
import { EVENT_TYPE_ROUTES } from './event-types.ts';
import { HANDOFF_COMMAND_ROUTES } from './handoff-commands.ts';
import { HANDOFF_HISTORY_ROUTES } from './handoff-history.ts';
import { HANDOFF_ROUTES } from './handoffs.ts';
import { getHealth } from './health.ts';
import { OWNER_ROUTES } from './owners.ts';
import { QUEUE_ROUTES } from './queues.ts';
import { WEBHOOK_ENDPOINT_ROUTES } from './webhook-endpoints.ts';

/** Every route of the API, in the order in which the reference shows them. */
export const ROUTES: readonly Route[] = [
  ...ACCOUNT_ROUTES,
  ...API_KEY_ROUTES,
  ...CONTRACT_ROUTES,
  ...CONTRACT_LIFECYCLE_ROUTES,
  ...CONTRACT_TEMPLATE_ROUTES,
  ...OWNER_ROUTES,
  ...QUEUE_ROUTES,
  ...HANDOFF_ROUTES,
  ...HANDOFF_COMMAND_ROUTES,
  ...HANDOFF_HISTORY_ROUTES,
  ...WEBHOOK_ENDPOINT_ROUTES,
  ...DELIVERY_ROUTES,
  ...EVENT_TYPE_ROUTES,
  getHealth,
];
