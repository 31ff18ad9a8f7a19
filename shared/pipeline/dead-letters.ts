import * as z from 'zod';
import { LANES, type Lane, type QueueName, topology } from './topology';

/** Why a message was given up: what its DLQ knows of it beside the message itself. */
export interface Failure {
  /** Name and message of the last attempt's error. */
  error: string;
  message: string;
  attempts: number;
  /** ISO instant, UTC. */
  failedAt: string;
}

/** A message in a DLQ, with whatever can be known of it. */
export interface DeadLetter {
  /** What the queue calls it. */
  messageId: string;
  /** `live` or `reprocess`; a drop that EventBridge could not deliver says nothing and is live. */
  lane: Lane;
  dropId: string | null;
  articleId: string | null;
  /** Key of the dropped object, where the message has it. */
  key: string | null;
  /** Null for a message that its function could not set aside itself, because it ended, or ran out of memory or time. */
  failure: Failure | null;
  sentAt: string;
}

/** Attributes as SQS has them. */
export type Attributes = Record<string, { DataType?: string | undefined; StringValue?: string | undefined }>;

/** SQS takes attributes of text without control characters; a stack trace is in the log. */
const MOST_CHARACTERS = 500;
const clean = (text: string) =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '\ufffd').slice(0, MOST_CHARACTERS) || '-';
const text = (value: string) => ({ DataType: 'String', StringValue: clean(value) });

export function attributesOf({ error, message, attempts, failedAt }: Failure) {
  return {
    error: text(error),
    message: text(message),
    attempts: { DataType: 'Number', StringValue: String(attempts) },
    failedAt: text(failedAt),
  };
}

/** What the attributes say, ours or those that EventBridge gives to an event that it could not deliver. */
function failureOf(attributes: Attributes, sentAt: string): Failure | null {
  const value = (name: string) => attributes[name]?.StringValue;
  const error = value('error') ?? value('ERROR_CODE');
  if (error === undefined) return null;
  return {
    error,
    message: value('message') ?? value('ERROR_MESSAGE') ?? '',
    attempts: Number(value('attempts') ?? 0),
    failedAt: value('failedAt') ?? sentAt,
  };
}

/** The ids that messages carry (`messages.ts`), whatever their kind. */
const Body = z.looseObject({
  lane: z.enum(LANES).optional(),
  dropId: z.string().optional(),
  articleId: z.string().optional(),
  key: z.string().optional(),
  drop: z.looseObject({ id: z.string(), key: z.string() }).optional(),
  detail: z.looseObject({ object: z.looseObject({ key: z.string() }) }).optional(),
});

/** Reads a message of the DLQ of `queue`; one that cannot be read is listed too. */
export function deadLetterOf(
  queue: QueueName,
  message: { messageId: string; body: string; attributes: Attributes; sentAt: string },
): DeadLetter {
  const { messageId, sentAt } = message;
  const body = Body.catch({}).parse(parseJson(message.body));
  return {
    messageId,
    lane: body.lane ?? topology.queues[queue].lane,
    dropId: body.dropId ?? body.drop?.id ?? null,
    articleId: body.articleId ?? null,
    key: body.key ?? body.drop?.key ?? body.detail?.object.key ?? null,
    failure: failureOf(message.attributes, sentAt),
    sentAt,
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
