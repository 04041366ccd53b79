import { renderNotification } from '#domain/notification/render.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';
import { knowledgeOf } from './knowledge-of.ts';

/** What is posted to `endpoint` about `event`. Only what is told to people costs reads. */
export async function bodyFor(
  context: TenantContext,
  { format = 'standard', linkTemplate }: StoredEndpoint,
  event: PublishedEvent,
): Promise<string> {
  switch (format) {
    case 'standard':
      return JSON.stringify(event);
    case 'slack':
    case 'teams':
      return renderNotification(format, event, await knowledgeOf(context, event), linkTemplate);
  }
}
