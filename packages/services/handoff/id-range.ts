/** Below and above every handoff id. */
export const FIRST_ID = 'hnd_';
export const LAST_ID = 'hnd_~';
