import packageJson from '../../package.json' with { type: 'json' };

/** Version of the running code. */
export const VERSION: string = packageJson.version;
