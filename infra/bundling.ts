import { fileURLToPath } from 'node:url';
import {
  type BundlingOptions,
  Charset,
  type ICommandHooks,
  LogLevel,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * How every function is bundled. The SDK is in the bundle: the version that was tested is the one that runs, and a
 * tree-shaken client loads faster than the whole one of Lambda's image.
 */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  minify: true,
  charset: Charset.UTF8,
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  externalModules: [],
  sourceMap: false,
  logLevel: LogLevel.WARNING,
  // CommonJS packages inside an ES module still call `require` for Node's own modules.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
} as const satisfies BundlingOptions;

const SITE_COLLECTOR = fileURLToPath(new URL('./collect-site.ts', import.meta.url));

/** Collects the site beside the bundle, so that both are one asset. A site that is not complete fails the bundling. */
export function withSite(): ICommandHooks {
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (root, output) => [[process.execPath, SITE_COLLECTOR, root, output].map(quote).join(' ')],
  };
}

function quote(argument: string): string {
  return process.platform === 'win32' ? `"${argument}"` : `'${argument.replaceAll("'", "'\\''")}'`;
}
