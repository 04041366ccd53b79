/** What pages load beside the script of the reference: files of `packages/api/docs/assets`, served under their names. */
export const ASSETS = {
  'site.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'page.js': 'text/javascript; charset=utf-8',
  'search.js': 'text/javascript; charset=utf-8',
  'ranking.js': 'text/javascript; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
  'reference-start.js': 'text/javascript; charset=utf-8',
} as const;

export type AssetName = keyof typeof ASSETS;

export function isAsset(name: string): name is AssetName {
  return Object.hasOwn(ASSETS, name);
}
