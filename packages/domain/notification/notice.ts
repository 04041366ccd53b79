import type { HolderRef } from '../handoff/parts.ts';
import type { Instant } from '../instant.ts';

/** How urgent it is for whoever reads it. */
export type Tone = 'neutral' | 'good' | 'warning' | 'alert';

/** One line of what is known. An instant is shown in the reader's own time zone. */
export type NoticeFact =
  | { readonly label: string; readonly text: string }
  | { readonly label: string; readonly at: Instant };

/** An event told to people. All of it is plain text: a format escapes what means something to it, and bounds it. */
export interface Notice {
  readonly tone: Tone;
  readonly title: string;
  readonly sentence: string;
  /** The most telling ones first: a format may leave out the last. */
  readonly facts: readonly NoticeFact[];
  /** What somebody wrote, word for word. */
  readonly quote?: string;
  /** What is to be done, by whom, and by which call. */
  readonly next?: string;
  /** Where to do it: https, and no character that a format would have to escape but `&`. */
  readonly link?: string;
  /** Type and id of the event, for whoever looks for it. */
  readonly reference: string;
}

/** What one type of event says of itself. */
export interface Telling {
  readonly tone: Tone;
  readonly title: string;
  readonly sentence: string;
  readonly facts?: readonly NoticeFact[];
  readonly quote?: string | undefined;
  /**
   * Somebody is to act now, and the notice says who and how: whoever has it, or is given it in the same breath.
   * `meanwhile`: Baton acts by itself, and somebody may before that.
   */
  readonly asks?: boolean | 'meanwhile' | HolderRef | undefined;
  /** What others are to do beside that. */
  readonly beside?: string | undefined;
}
