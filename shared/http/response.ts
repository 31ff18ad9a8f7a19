import { gzipSync } from 'node:zlib';
import type { Operation } from '../api/operations';
import { PROBLEMS, ProblemError, problemBody } from './problems';

/** What API Gateway (HTTP API, payload format 2.0) makes a response from. */
export interface HttpResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

type RequestHeaders = Readonly<Record<string, string>>;

/** Bodies from here on are compressed for those who accept it, bytes. */
const COMPRESS_FROM = 16 * 1024;
/** Lambda takes 6 MB of JSON back, bytes; escaping makes at most six of one, so what is shorter than this fits. */
const MAX_RESULT = 6 * 1024 * 1024;
const SURELY_FITS = 1024 * 1024;

/**
 * An operation's answer as HTTP. One with a version gets it as a weak ETag and is not sent to who already has it; all
 * others must not be stored, because the next drop changes them. Throws `ProblemError` for what Lambda cannot return.
 */
export function answerResponse(
  { response }: Operation,
  { body, version }: { body: unknown; version?: string },
  request: RequestHeaders,
): HttpResponse {
  const etag = version && `W/"${version}"`;
  const caching: Record<string, string> = etag
    ? { etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' }
    : { 'cache-control': 'no-store' };
  if (etag && holds(request['if-none-match'], etag)) {
    return { statusCode: 304, headers: caching, body: '', isBase64Encoded: false };
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(200, text, { ...caching, 'content-type': response.mediaType }, request);
}

/** A problem as HTTP, RFC 9457. */
export function problemResponse(problem: ProblemError): HttpResponse {
  const headers = { ...problem.headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return send(PROBLEMS[problem.kind].status, JSON.stringify(problemBody(problem)), headers, {});
}

function send(
  statusCode: number,
  text: string,
  headers: Record<string, string>,
  request: RequestHeaders,
): HttpResponse {
  const common = { ...headers, 'x-content-type-options': 'nosniff' };
  const compress = acceptsGzip(request['accept-encoding']) && Buffer.byteLength(text) >= COMPRESS_FROM;
  const response = compress
    ? {
        statusCode,
        headers: { ...common, 'content-encoding': 'gzip' },
        body: gzipSync(text).toString('base64'),
        isBase64Encoded: true,
      }
    : { statusCode, headers: common, body: text, isBase64Encoded: false };
  if (response.body.length >= SURELY_FITS && Buffer.byteLength(JSON.stringify(response)) > MAX_RESULT) {
    const advice = compress ? '' : ' It may fit when you accept gzip as content encoding.';
    throw new ProblemError('response-too-large', `A response holds up to 6 MB, and this one would be larger.${advice}`);
  }
  return response;
}

/** Whether an If-None-Match names `etag`, by the weak comparison of RFC 9110 §13.1.2. */
function holds(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = etag.replace(/^W\//, '');
  const named = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return named.includes('*') || named.includes(strong);
}

function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return (acceptEncoding ?? '').split(',').some((offer) => {
    const [coding, weight] = offer.split(';').map((part) => part.trim().toLowerCase());
    return coding === 'gzip' && !(weight ?? '').match(/^q=0(\.0*)?$/);
  });
}
