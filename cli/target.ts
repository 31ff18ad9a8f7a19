import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { UnableError } from './errors';

/** The Dateline that is talked to. */
export interface Target {
  /** Base URL of the HTTP API. */
  api: string;
  bucket?: string | undefined;
  /** S3 endpoint; absent for AWS. */
  s3?: string | undefined;
  /** AWS region; absent where the AWS SDK decides. */
  region?: string | undefined;
  /** Stand in for an AWS identity where nobody asks for one; absent for the identity that the AWS CLI would use. */
  credentials?: Credentials | undefined;
  /** Whether requests to the API are signed. */
  sign: boolean;
  /** What to do when it does not answer. */
  advice: string;
}

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

type Addresses = Pick<Target, 'api' | 'bucket' | 's3' | 'region' | 'advice'>;

/** Options that choose the target, as commander gives them. */
export interface TargetOptions {
  data?: string;
  endpoints?: string;
  stage?: string;
  outputs?: string;
  api?: string;
  bucket?: string;
  s3?: string;
}

/** What the embedded runtime writes when it is ready. */
const Endpoints = z.object({ s3: z.url(), bucket: z.string().min(1), api: z.url() });
/** What `cdk deploy --outputs-file` writes: by stack, then by output. */
const Outputs = z.record(z.string(), z.record(z.string(), z.string()));
const StackOutputs = z.object({ ApiUrl: z.url(), BucketName: z.string().min(1) });

const DEFAULT_DATA = '.dateline';
const DEFAULT_OUTPUTS = 'cdk-outputs.json';

type Env = Readonly<Record<string, string | undefined>>;

/** Finds the target that the options name, else the runtime of this directory; throws `UnableError`. */
export async function findTarget(options: TargetOptions, env: Env = process.env): Promise<Target> {
  const { data, endpoints, stage, outputs, api, bucket, s3 } = options;
  if ([data, endpoints, stage ?? outputs, api].filter((way) => way !== undefined).length > 1) {
    throw new UnableError('Name one Dateline: by --data, by --endpoints, by --stage and --outputs, or by --api.');
  }
  if (api === undefined && (bucket ?? s3) !== undefined) throw new UnableError('--bucket and --s3 go with --api.');
  if (api !== undefined) return withIdentity(given(api, options, env), env);
  if (stage !== undefined || outputs !== undefined) return withIdentity(await deployed(options, env), env);
  if (endpoints !== undefined) return withIdentity(await running(options), env);
  // What `npm start` runs knows no identities, and must work for those whose AWS login has expired.
  return { region: LOCAL_REGION, ...(await running(options)), credentials: NOBODY, sign: false };
}

const NOBODY: Credentials = { accessKeyId: 'dateline', secretAccessKey: 'dateline' };
const LOCAL_REGION = 'us-east-1';

/** Emulators on this machine take any identity, so that none has to be configured for them. */
function withIdentity(addresses: Addresses, env: Env): Target {
  const { api, bucket, s3, region = regionFrom(env) } = addresses;
  const isLocal = isLoopback(api) && (bucket === undefined || (s3 !== undefined && isLoopback(s3)));
  if (!isLocal) return { ...addresses, region, sign: true };
  const isConfigured = (env['AWS_ACCESS_KEY_ID'] ?? env['AWS_PROFILE']) !== undefined;
  return { ...addresses, region: region ?? LOCAL_REGION, credentials: isConfigured ? undefined : NOBODY, sign: true };
}

function isLoopback(url: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost|.*\.localhost)$/.test(new URL(url).hostname);
}

function given(api: string, options: TargetOptions, env: Env): Addresses {
  const { bucket, s3 = s3From(env) } = options;
  for (const [option, url] of Object.entries({ '--api': api, '--s3': s3 })) {
    if (url !== undefined && !z.url({ protocol: /^https?$/ }).safeParse(url).success) {
      throw new UnableError(`${option} ${url} is not a URL.`);
    }
  }
  return { api, bucket, s3, region: regionOf(api), advice: 'Check the address given with --api.' };
}

async function running({ data = DEFAULT_DATA, endpoints }: TargetOptions): Promise<Addresses> {
  const file = endpoints ?? join(data, 'endpoints.json');
  const found = await readJson(file, Endpoints);
  if (!found) {
    throw endpoints === undefined
      ? new UnableError(
          `Dateline is not running here: there is no ${file}.`,
          'Start it with `npm start`, name its data directory with --data DIR, or name a deployed stage with --stage NAME.',
        )
      : new UnableError(`There is no file ${file}.`);
  }
  return { ...found, advice: `${file} says that it runs there. If it was killed, start it again.` };
}

async function deployed({ stage, outputs = DEFAULT_OUTPUTS }: TargetOptions, env: Env): Promise<Addresses> {
  const stacks = await readJson(outputs, Outputs);
  if (!stacks) {
    throw new UnableError(
      `There is no file ${outputs}.`,
      `Make it with \`npx cdk deploy -c stage=${stage ?? 'NAME'} --outputs-file ${outputs}\`, or name it with --outputs FILE.`,
    );
  }
  const names = Object.keys(stacks).filter((name) => name.startsWith(STACK_PREFIX));
  const name = stage === undefined ? names[0] : `${STACK_PREFIX}${stage}`;
  if (stage === undefined && names.length > 1) {
    throw new UnableError(`${outputs} has several stages: ${names.join(', ')}.`, 'Say which with --stage NAME.');
  }
  const stack = StackOutputs.safeParse(name && stacks[name]);
  if (!stack.success) {
    const there = names.length > 0 ? `It has ${names.join(', ')}.` : undefined;
    throw new UnableError(`${outputs} has no outputs of ${name ?? 'a Dateline stack'}.`, there);
  }
  const { ApiUrl, BucketName } = stack.data;
  const api = new URL(ApiUrl);
  const region = regionOf(ApiUrl);
  return {
    // Emulators of AWS have no DNS names; they answer for each API under a path of their own.
    api: env['AWS_ENDPOINT_URL'] && region ? emulated(env['AWS_ENDPOINT_URL'], api) : ApiUrl,
    bucket: BucketName,
    s3: s3From(env),
    region,
    advice: `The addresses are those of ${name} in ${outputs}.`,
  };
}

function emulated(endpoint: string, { hostname, pathname }: URL): string {
  return `${endpoint.replace(/\/+$/, '')}/_aws/execute-api/${hostname.split('.')[0]}${pathname}`;
}

/** infra/stack.ts names its stacks so. */
const STACK_PREFIX = 'Dateline-';

/** A stack's resources are all in its API's region, whatever the user's default is. */
function regionOf(url: string): string | undefined {
  return /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(new URL(url).hostname)?.[1];
}

function s3From(env: Env): string | undefined {
  return env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
}

/** The AWS CLI reads AWS_DEFAULT_REGION, the SDK for JavaScript does not. */
function regionFrom(env: Env): string | undefined {
  return env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
}

/** The content of a JSON file, or undefined when there is none; throws `UnableError` when it is something else. */
async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (z.object({ code: z.literal('ENOENT') }).safeParse(error).success) return undefined;
    throw new UnableError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new UnableError(`${file} does not hold what was expected there.`);
  }
}
