import { type App, type AppDependencies, createApp } from './app.ts';
import { OPERATION_ROUTES } from './routes/operation.ts';

/** `/v1/handoffs…` and `/healthz`. */
const OPERATION = /^\/(?:v1\/handoffs|healthz)(?:\/|$)/;

/**
 * The whole API in two tiers. What is called all day is there from the start; what a tenant sets up and looks after is
 * loaded when it is first asked for, so that a cold start of the former does not pay for the latter.
 */
export function createTieredApp(dependencies: AppDependencies): App {
  const operation = createApp(OPERATION_ROUTES, dependencies);
  let management: Promise<App> | undefined;
  return async (request) => {
    if (OPERATION.test(request.path)) return operation(request);
    management ??= import('./routes/management.ts').then(({ MANAGEMENT_ROUTES }) =>
      createApp(MANAGEMENT_ROUTES, dependencies),
    );
    return (await management)(request);
  };
}
