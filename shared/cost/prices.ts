/**
 * List prices of us-east-1 in USD, as of November 2026, without free tiers. From the pricing pages of each service;
 * DynamoDB's on demand since November 2024. Of S3's events through EventBridge some sources say that they are free, as
 * those of other services are; they are counted at what opt-in events cost.
 */
export const PRICES = {
  dynamodb: { writeUnit: 0.625e-6, readUnit: 0.125e-6, gbMonth: 0.25, backupGbMonth: 0.2 },
  s3: { put: 5e-6, get: 0.4e-6, gbMonth: 0.023 },
  sqs: { request: 0.4e-6 },
  lambda: { call: 0.2e-6, gbSecond: 0.0000133334 },
  eventbridge: { event: 1e-6 },
  logs: { gb: 0.5 },
  xray: { trace: 5e-6 },
  alarm: { month: 0.1 },
} as const;
