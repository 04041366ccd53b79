import { deployedFiles, repositoryFiles } from '#api/docs/files.ts';
import { docsHandler } from '#api/docs/gateway.ts';
import { openSite } from '#api/docs/site.ts';

const directory = process.env['BATON_SITE_DIR'];

/** `/docs` and the OpenAPI document. Its files are beside its bundle on AWS, and the checkout's own elsewhere. */
export const handler = docsHandler(
  openSite(directory === undefined || directory === '' ? repositoryFiles() : deployedFiles(directory)),
);
