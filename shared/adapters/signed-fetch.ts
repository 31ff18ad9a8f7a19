import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';
import type { Clock } from '../ports';

export interface SignedFetchOptions {
  /** `GET` when not given. */
  method?: string | undefined;
  body?: string | undefined;
  /** AWS region of the API; when not given, that of the host name `*.execute-api.<region>.amazonaws.com`, or AWS_REGION. */
  region?: string | undefined;
  /** Where the AWS CLI looks (environment, profiles, SSO, container, instance) when not given. */
  credentials?: SignatureV4Init['credentials'] | undefined;
  /** Whether to sign; when not given, everything is signed but what goes to this machine without TLS. */
  sign?: boolean | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  signal?: AbortSignal | undefined;
  clock?: Clock | undefined;
}

/**
 * `fetch` with an AWS signature (SigV4, service `execute-api`), as a private HTTP API of API Gateway asks for. Path and
 * query are sent in the one spelling that has one signature: everything percent-encoded but letters, digits and `-._~`.
 * Throws an Error when there is no region, and what the credentials provider throws when there are no credentials.
 */
export async function signedFetch(url: string | URL, options: SignedFetchOptions = {}): Promise<Response> {
  const target = new URL(url);
  const { method = 'GET', body, signal = null, sign = !isEmbedded(target) } = options;
  const request = {
    method,
    body,
    protocol: target.protocol,
    hostname: target.hostname,
    path: target.pathname
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/'),
    query: groupByName(target.searchParams),
    headers: { ...options.headers, host: target.host },
  };
  const { headers } = sign ? await signer(target, options).sign(request, { signingDate: now(options) }) : request;
  const search = [...target.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return fetch(`${target.origin}${request.path}${search && `?${search}`}`, {
    method,
    headers,
    signal,
    ...(body !== undefined && { body }),
  });
}

function signer(target: URL, options: SignedFetchOptions): SignatureV4 {
  const named = /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(target.hostname)?.[1];
  const region = options.region ?? named ?? process.env['AWS_REGION'];
  if (!region)
    throw new Error(`The host name ${target.hostname} does not say which AWS region it is in: name the region`);
  const credentials = options.credentials ?? lookUpCredentials;
  return new SignatureV4({ service: 'execute-api', region, credentials, sha256: Sha256, applyChecksum: false });
}

let chain: ReturnType<typeof loadChain> | undefined;

/** The provider keeps what it found, so it is made once, and loaded only when something has to be signed. */
async function lookUpCredentials() {
  chain ??= loadChain();
  return (await chain)();
}

async function loadChain() {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain();
}

/** The embedded runtime speaks plain HTTP on loopback and checks no signature; an emulator that checks them has TLS. */
function isEmbedded({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost|.*\.localhost)$/.test(hostname);
}

/** RFC 3986 percent-encoding of everything that is not unreserved. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function groupByName(parameters: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

function now({ clock = Date.now }: SignedFetchOptions): Date {
  return new Date(clock());
}
