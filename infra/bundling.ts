import { type BundlingOptions, Charset, type ICommandHooks, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

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
  // CommonJS packages inside an ES module still call `require` for Node's own modules.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
} as const satisfies BundlingOptions;

/** Runs the collector beside the bundle, so that the site is part of the function's asset. */
export function collectSite(collector: string): ICommandHooks {
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (root, output) => [`${quote(process.execPath)} ${quote(collector)} ${quote(root)} ${quote(output)}`],
  };
}

function quote(argument: string): string {
  return `"${argument}"`;
}
