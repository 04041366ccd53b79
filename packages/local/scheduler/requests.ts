import * as z from 'zod';

// Names, patterns and ranges are those of the service model scheduler-2021-06-30.

const NAME_PATTERN = /^[0-9a-zA-Z-_.]+$/;
const name = z.string().min(1).max(64).regex(NAME_PATTERN);
const clientToken = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9-_]+$/);
const timestamp = z.number().min(-62_135_596_800).max(253_402_300_799);

const deadLetterConfig = z.object({
  Arn: z
    .string()
    .min(1)
    .max(1600)
    .regex(/^arn:aws(-[a-z]+)?:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9\-_]+$/)
    .optional(),
});

const retryPolicy = z.object({
  MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
  MaximumRetryAttempts: z.int().min(0).max(185).optional(),
});

/** Belongs to a service that the local stack does not have: refused, never ignored. */
const foreign = z
  .unknown()
  .refine(() => false, 'Member is not supported by the local stack')
  .optional();

const target = z.object({
  Arn: z.string().min(1).max(1600),
  RoleArn: z
    .string()
    .min(1)
    .max(1600)
    .regex(/^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/),
  Input: z.string().min(1).optional(),
  DeadLetterConfig: deadLetterConfig.optional(),
  RetryPolicy: retryPolicy.optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().min(1).max(128).optional() }).optional(),
  EcsParameters: foreign,
  EventBridgeParameters: foreign,
  KinesisParameters: foreign,
  SageMakerPipelineParameters: foreign,
});

export const scheduleRequest = z.object({
  Name: name,
  GroupName: name.default('default'),
  ClientToken: clientToken.optional(),
  Description: z.string().max(512).optional(),
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default('UTC'),
  StartDate: timestamp.optional(),
  EndDate: timestamp.optional(),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.int().min(1).max(1440).optional(),
  }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  KmsKeyArn: z
    .string()
    .min(1)
    .max(2048)
    .regex(/^arn:aws(-[a-z]+)?:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[0-9a-zA-Z-_]*$/)
    .optional(),
  Target: target,
});

export type ScheduleRequest = z.output<typeof scheduleRequest>;

export const scheduleReference = z.object({
  Name: name,
  GroupName: name.default('default'),
  ClientToken: clientToken.optional(),
});

const page = {
  NamePrefix: name.optional(),
  NextToken: z.string().min(1).max(2048).optional(),
  MaxResults: z.int().min(1).max(100).default(100),
};

export const listSchedulesRequest = z.object({
  ...page,
  GroupName: name.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
});

const tagKey = z.string().min(1).max(128);
const tagList = z.array(z.object({ Key: tagKey, Value: z.string().min(1).max(256) })).max(200);

export const createGroupRequest = z.object({
  Name: name,
  ClientToken: clientToken.optional(),
  Tags: tagList.default([]),
});

export const groupReference = z.object({ Name: name, ClientToken: clientToken.optional() });

export const listGroupsRequest = z.object(page);

const ResourceArn = z
  .string()
  .min(1)
  .max(1011)
  .regex(/^arn:aws(-[a-z]+)?:scheduler:[a-z0-9-]+:\d{12}:schedule-group\/[0-9a-zA-Z-_.]+$/);

export const tagRequest = z.object({ ResourceArn, Tags: tagList });
export const untagRequest = z.object({ ResourceArn, TagKeys: z.array(tagKey).max(200) });
export const listTagsRequest = z.object({ ResourceArn });
