import * as z from 'zod';

/** What is said of every cursor that is not taken: of one that was altered, is of another list, or never was one. */
export const CURSOR_REFUSED = 'Use a nextCursor as it was answered by this list, with the same filters.';

const FORM = /^[A-Za-z0-9_-]{4,600}$/;

/** Where a list goes on, as a page of it answered. What is of no such form is refused like one that was altered. */
export const cursorSchema = () =>
  z.string().refine((text) => FORM.test(text), { error: CURSOR_REFUSED, params: { code: 'invalid_cursor' } });

/** The form of a cursor, for the document of the API. */
export const CURSOR_FORM = { pattern: FORM.source } as const;
