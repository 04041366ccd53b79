import { gatewayHandler } from '#api/gateway.ts';
import { createTieredApp } from '#api/tiered-app.ts';
import { createApiDependencies } from '#runtime/api.ts';

/** Every `/v1` route and `/healthz`. */
export const handler = gatewayHandler(createTieredApp(createApiDependencies(process.env)));
