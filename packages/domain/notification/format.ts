/** In which form an endpoint wants its events: as they are, or told to people in a chat. */
export const WEBHOOK_FORMATS = ['standard', 'slack', 'teams'] as const;

export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];
export type RenderedFormat = Exclude<WebhookFormat, 'standard'>;
