/** What `npm start` prints when everything is up: where things are, and how to begin. */
export function announcement(url: string, dataDir: string): string {
  return `
Baton is running.
  API        ${url}/v1
  Reference  ${url}/docs
  Data       ${dataDir}

Sign up; the API keys are shown once:
  curl -sS ${url}/v1/tenants -H 'content-type: application/json' -d '{"name":"Acme"}'

Ctrl-C ends it.
`;
}
