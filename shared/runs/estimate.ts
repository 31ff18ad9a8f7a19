import { PRICES } from '../cost/prices';

/**
 * What re-processing an article costs in AWS, USD: an estimate for a brief of the seed's size (26 entities), from the
 * writes and reads that docs/performance.md measures and list prices.
 */
const { dynamodb, lambda, s3, sqs } = PRICES;

/** Each stage takes a message from its queue and, but for store, sends one: send, receive, delete, in batches of five. */
const MESSAGE = (3 / 5) * sqs.request + lambda.call / 5;
const ENRICH = MESSAGE + 0.1 * lambda.gbSecond + 2 * s3.get + s3.put;
const STORE = MESSAGE + 0.4 * 0.5 * lambda.gbSecond + 2 * s3.get + 100 * dynamodb.writeUnit + 70 * dynamodb.readUnit;
/** What the run itself reads and notes of it. */
const BOOKS = 2 * dynamodb.writeUnit + 5 * dynamodb.readUnit;
const PARSE = MESSAGE + 0.05 * lambda.gbSecond + 2 * s3.get + s3.put + 2 * dynamodb.writeUnit;
/** Amazon Comprehend, DetectEntities: 0.0001 a hundred characters. */
const COMPREHEND_A_WORD = 6 * 0.000001;

/** USD for one article: `reparse` when its file is read again, `comprehend` when Amazon Comprehend finds its entities. */
export function usdOfArticle(article: { wordCount: number }, how: { reparse: boolean; comprehend: boolean }): number {
  return (
    ENRICH + STORE + BOOKS + (how.reparse ? PARSE : 0) + (how.comprehend ? article.wordCount * COMPREHEND_A_WORD : 0)
  );
}

/** USD for putting one article back. */
export const USD_OF_ROLL_BACK = STORE + BOOKS + s3.put;

/** Seconds that a run takes at least, and does if the stages keep up. */
export const secondsOf = (articles: number, pace: number): number => Math.ceil(articles / pace);
