/**
 * List prices of us-east-1 in USD, on demand, arm64, without free tiers, as of November 2026: from the pricing page of
 * each service (DynamoDB's are those since November 2024).
 */
export const PRICES = {
  dynamodb: { writeUnit: 0.625e-6, readUnit: 0.125e-6 },
  s3: { put: 5e-6, get: 0.4e-6 },
  sqs: { request: 0.4e-6 },
  lambda: { call: 0.2e-6, gbSecond: 0.0000133334 },
  eventbridge: { event: 1e-6 },
  logs: { gb: 0.5 },
} as const;
