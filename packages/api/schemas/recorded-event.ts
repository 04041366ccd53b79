import { once } from '#domain/once.ts';
import { canonicalInstantSchema } from '#domain/wire.ts';
import { handoffEvent } from './handoff-event.ts';
import { pageOf } from './page.ts';

export const recordedEvent = once(() =>
  handoffEvent()
    .extend({
      recordedAt: canonicalInstantSchema().meta({
        description: 'When Baton wrote it down, in whole seconds: the order of the log.',
        examples: ['2026-11-22T13:00:00.000Z'],
      }),
    })
    .meta({ id: 'RecordedEvent', description: 'An event as subscribers receive it, and its place in time.' }),
);

export const recordedEventPage = pageOf('RecordedEvent', recordedEvent);
