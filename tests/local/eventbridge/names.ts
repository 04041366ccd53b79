export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
export const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:deadline`;
export const QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:dispatch`;
export const DEAD_LETTER_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:dispatch-dlq`;
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/scheduler`;
