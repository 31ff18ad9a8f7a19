import { notImplemented, S3Failure } from './s3-failure';

/** The part of a request that says what it asks for. Header names are in lower case. */
export interface S3Call {
  method: string;
  bucket: string;
  /** Decoded; empty for a call on a bucket, or on the service where the bucket is empty too. */
  key: string;
  query: Readonly<Record<string, unknown>>;
  headers: Readonly<Record<string, unknown>>;
  body?: unknown;
}

/** Query parameters that fauxqs does something with, by method and what the call is on. Others would be ignored. */
const ANSWERED: Record<string, readonly string[]> = {
  'GET service': [],
  'GET bucket': [
    ...['list-type', 'prefix', 'delimiter', 'max-keys', 'start-after', 'continuation-token', 'marker'],
    ...['encoding-type', 'fetch-owner'],
  ],
  'HEAD bucket': [],
  'PUT bucket': [],
  'DELETE bucket': [],
  'POST bucket': ['delete'],
  'GET object': [],
  'HEAD object': [],
  'PUT object': ['uploadId', 'partNumber'],
  'DELETE object': ['uploadId'],
  'POST object': ['uploads', 'uploadId'],
};

/** Says who asks, not for what. */
const IDENTITY =
  /^(x-id|x-amz-(algorithm|credential|date|expires|security-token|signature|signedheaders|content-sha256|user-agent|(sdk-)?checksum-[a-z0-9-]+)|awsaccesskeyid|signature|expires)$/i;

/** Headers that ask for something which fauxqs ignores. */
const IGNORED =
  /^x-amz-(tagging|acl|grant-.*|website-redirect-location|object-lock-.*|server-side-encryption-customer-.*|copy-source-(if|server)-.*|rename-source.*|write-offset-bytes)$/;
const CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];

/** What S3's listings, which are XML 1.0, cannot carry. */
const UNLISTABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/;
const LONGEST_KEY = 1024;

/**
 * Throws `S3Failure` for what fauxqs does not implement: it would answer 200 and do something else, e.g. store the
 * tags of PutObjectTagging as the object.
 */
export function refuseUnimplemented(call: S3Call): void {
  const { method, bucket, key, query, headers } = call;
  const subject = key !== '' ? 'object' : bucket !== '' ? 'bucket' : 'service';
  const operation = `${method} of ${subject === 'object' ? 'an object' : `the ${subject}`}`;
  const answered = ANSWERED[`${method} ${subject}`];
  if (!answered) throw new S3Failure('MethodNotAllowed', 405, `There is no ${operation}.`);

  const names = Object.keys(query).filter((name) => !IDENTITY.test(name));
  const strange = names.find((name) => !answered.includes(name));
  if (strange) throw notImplemented(`"${strange}" in ${operation}`);
  if (method === 'POST' && names.length === 0) throw notImplemented('uploads by HTML forms');
  if (method === 'PUT' && 'uploadId' in query !== 'partNumber' in query) {
    throw new S3Failure('InvalidArgument', 400, 'uploadId and partNumber belong together.');
  }

  refuseCopies(call);
  const header = Object.keys(headers).find((name) => IGNORED.test(name));
  if (header) throw notImplemented(`the header ${header}`);
  if (method === 'HEAD' || method === 'DELETE') {
    const condition = [...CONDITIONS, 'range'].find((name) => name in headers);
    if (condition) throw notImplemented(`the header ${condition} in ${operation}`);
  }
  if (method === 'POST' && subject === 'bucket') refuseDeletions(call.body);
  if (method === 'PUT' || method === 'POST') checkKey(key);
}

function refuseCopies({ headers, query }: S3Call): void {
  const source = headers['x-amz-copy-source'];
  if (typeof source !== 'string') return;
  if ('uploadId' in query) throw notImplemented('UploadPartCopy');
  if (/\?versionId=/i.test(source)) throw notImplemented('copies of a version');
  if (headers['x-amz-metadata-directive'] === 'REPLACE' && 'content-type' in headers) {
    throw notImplemented('copies with another content type');
  }
}

/** fauxqs reads keys out of the XML by hand and would take these for other keys. */
function refuseDeletions(body: unknown): void {
  const xml = Buffer.isBuffer(body) ? body.toString('utf8') : '';
  if (xml.includes('<VersionId>')) throw notImplemented('the deletion of versions');
  if (/&#|&amp;(?:lt|gt|quot|apos);|<!\[CDATA\[/.test(xml)) {
    throw notImplemented('DeleteObjects of keys with such characters; use DeleteObject');
  }
}

function checkKey(key: string): void {
  if (Buffer.byteLength(key) > LONGEST_KEY) {
    throw new S3Failure('KeyTooLongError', 400, `Your key is too long: at most ${LONGEST_KEY} bytes of UTF-8.`);
  }
  if (UNLISTABLE.test(key)) throw notImplemented('keys with control characters');
}
