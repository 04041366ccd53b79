/**
 * What every AWS client of a function is given. Lambda has the region and the role's credentials in the environment;
 * naming them spares a cold start the default chain, which loads a module for each place where credentials could be.
 * Where they are elsewhere, as under provisioned concurrency, the chain finds them.
 */
export function clientDefaults(environment: NodeJS.ProcessEnv) {
  const {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  return {
    ...(region === undefined ? {} : { region }),
    ...(accessKeyId === undefined || secretAccessKey === undefined
      ? {}
      : {
          credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        }),
  };
}
