import type { PublishedEvent } from '../published-event.ts';
import type { RenderedFormat } from './format.ts';
import type { Knowledge } from './scene.ts';
import { noticeOf } from './sentence.ts';
import { slackMessage } from './slack.ts';
import { teamsMessage } from './teams.ts';

/** The body of `event` for a chat, as JSON. The same event and knowledge make the same body. */
export function renderNotification(
  format: RenderedFormat,
  event: PublishedEvent,
  knowledge: Knowledge,
  linkTemplate?: string,
): string {
  const notice = noticeOf(event, knowledge, linkTemplate);
  switch (format) {
    case 'slack':
      return JSON.stringify(slackMessage(notice));
    case 'teams':
      return JSON.stringify(teamsMessage(notice));
  }
}
