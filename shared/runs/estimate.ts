/**
 * What re-processing an article costs in AWS, USD: an estimate for a brief of the seed's size (26 entities), from the
 * writes and reads that docs/performance.md measures and the list prices of us-east-1, November 2026, on demand, arm64.
 */
const PRICE = {
  lambdaGbSecond: 0.0000133334,
  request: { lambda: 0.2e-6, sqs: 0.4e-6, s3Put: 5e-6, s3Get: 0.4e-6 },
  dynamoWrite: 0.625e-6,
  dynamoRead: 0.125e-6,
} as const;

/** Each stage takes a message from its queue and, but for store, sends one: send, receive, delete, in batches of five. */
const MESSAGE = (3 / 5) * PRICE.request.sqs + PRICE.request.lambda / 5;
const ENRICH = MESSAGE + 0.1 * PRICE.lambdaGbSecond + 2 * PRICE.request.s3Get + PRICE.request.s3Put;
const STORE =
  MESSAGE +
  0.4 * 0.5 * PRICE.lambdaGbSecond +
  2 * PRICE.request.s3Get +
  100 * PRICE.dynamoWrite +
  70 * PRICE.dynamoRead;
/** What the run itself reads and notes of it. */
const BOOKS = 2 * PRICE.dynamoWrite + 5 * PRICE.dynamoRead;
const PARSE =
  MESSAGE + 0.05 * PRICE.lambdaGbSecond + 2 * PRICE.request.s3Get + PRICE.request.s3Put + 2 * PRICE.dynamoWrite;
/** Amazon Comprehend, DetectEntities: 0.0001 a hundred characters. */
const COMPREHEND_A_WORD = 6 * 0.000001;

/** USD for one article: `reparse` when its file is read again, `comprehend` when Amazon Comprehend finds its entities. */
export function usdOfArticle(article: { wordCount: number }, how: { reparse: boolean; comprehend: boolean }): number {
  return (
    ENRICH + STORE + BOOKS + (how.reparse ? PARSE : 0) + (how.comprehend ? article.wordCount * COMPREHEND_A_WORD : 0)
  );
}

/** USD for putting one article back. */
export const USD_OF_ROLL_BACK = STORE + BOOKS + PRICE.request.s3Put;

/** Seconds that a run takes at least, and does if the stages keep up. */
export const secondsOf = (articles: number, pace: number): number => Math.ceil(articles / pace);
