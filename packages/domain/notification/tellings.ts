import type { HandoffEventType } from '../event-types.ts';
import type { HandoffEventData, When } from '../handoff/events.ts';
import type { Telling } from './notice.ts';
import type { Scene } from './scene.ts';

/** A fact by its type. */
export type FactOf = {
  readonly [T in HandoffEventType]: When & { readonly type: T; readonly data: HandoffEventData<T> };
};

/** What each type of `K` says: a type that is added does not compile until it has words. */
export type Tellings<K extends HandoffEventType> = {
  readonly [T in K]: (fact: FactOf[T], scene: Scene) => Telling;
};
