/** The version of this package, as its requests say it. */
export const VERSION = '0.1.0';
