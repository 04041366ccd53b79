import { createApp } from '#api/app.ts';
import { gatewayHandler } from '#api/gateway.ts';
import { ROUTES } from '#api/routes/index.ts';
import { createApiDependencies } from '#runtime/api.ts';

/** Every `/v1` route and `/healthz`. */
export const handler = gatewayHandler(createApp(ROUTES, createApiDependencies(process.env)));
