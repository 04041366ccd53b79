import type { Route } from '../route.ts';
import { ACCOUNT_ROUTES } from './account.ts';
import { API_KEY_ROUTES } from './api-keys.ts';
import { AUDIT_LOG_ROUTES } from './audit-log.ts';
import { CALENDAR_REBASE_ROUTES } from './calendar-rebase.ts';
import { CALENDAR_ROUTES } from './calendars.ts';
import { CONTRACT_BACKTEST_ROUTES } from './contract-backtest.ts';
import { CONTRACT_CHECK_ROUTES } from './contract-check.ts';
import { CONTRACT_LIFECYCLE_ROUTES } from './contract-lifecycle.ts';
import { CONTRACT_SIMULATION_ROUTES } from './contract-simulation.ts';
import { CONTRACT_TEMPLATE_ROUTES } from './contract-templates.ts';
import { CONTRACT_ROUTES } from './contracts.ts';
import { DELIVERY_ROUTES } from './deliveries.ts';
import { EVENT_TYPE_ROUTES } from './event-types.ts';
import { EVENT_ROUTES } from './events.ts';
import { JOURNEY_ROUTES } from './journey.ts';
import { JOURNEY_MAP_ROUTES } from './journey-map.ts';
import { MATURITY_ROUTES } from './maturity.ts';
import { METRICS_ROUTES } from './metrics.ts';
import { OWNER_ROUTES } from './owners.ts';
import { QUEUE_ROUTES } from './queues.ts';
import { REPLAY_ROUTES } from './replays.ts';
import { REVIEW_ROUTES } from './reviews.ts';
import { TENANT_LIFE_ROUTES } from './tenant-life.ts';
import { TEST_CLOCK_ROUTES } from './test-clocks.ts';
import { USAGE_ROUTES } from './usage.ts';
import { WEBHOOK_ENDPOINT_ROUTES } from './webhook-endpoints.ts';

/** What a tenant sets up and looks after, in the order in which the reference shows it. */
export const MANAGEMENT_ROUTES: readonly Route[] = [
  ...ACCOUNT_ROUTES,
  ...TENANT_LIFE_ROUTES,
  ...API_KEY_ROUTES,
  ...USAGE_ROUTES,
  ...AUDIT_LOG_ROUTES,
  ...CONTRACT_ROUTES,
  ...CONTRACT_CHECK_ROUTES,
  ...CONTRACT_LIFECYCLE_ROUTES,
  ...CONTRACT_SIMULATION_ROUTES,
  ...CONTRACT_BACKTEST_ROUTES,
  ...CONTRACT_TEMPLATE_ROUTES,
  ...CALENDAR_ROUTES,
  ...CALENDAR_REBASE_ROUTES,
  ...OWNER_ROUTES,
  ...QUEUE_ROUTES,
  ...TEST_CLOCK_ROUTES,
  ...WEBHOOK_ENDPOINT_ROUTES,
  ...DELIVERY_ROUTES,
  ...REPLAY_ROUTES,
  ...EVENT_ROUTES,
  ...EVENT_TYPE_ROUTES,
  ...METRICS_ROUTES,
  ...JOURNEY_MAP_ROUTES,
  ...JOURNEY_ROUTES,
  ...REVIEW_ROUTES,
  ...MATURITY_ROUTES,
];
