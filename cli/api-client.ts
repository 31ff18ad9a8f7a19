import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { signedFetch } from '../shared/adapters/signed-fetch';
import type { Operation } from '../shared/api/operations';
import { Problem } from '../shared/api/schemas';
import { CliError, EXIT, explain, UnableError } from './errors';
import type { Target } from './target';

/** What stands in the path and after the `?`, and a JSON body. Parameters that are undefined are left out. */
export interface Parameters {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
}

type Called = Pick<Operation, 'method' | 'path'>;

/** The API answered with a problem (RFC 9457): what was asked for cannot be had. */
export class ProblemAnswer extends CliError {
  constructor(readonly problem: Problem) {
    const { title, detail, errors } = problem;
    const reasons = errors?.map(({ field, message }) => `\n  ${field}: ${message}`).join('') ?? ` ${detail}`;
    super(EXIT.failed, `${title}${errors ? ':' : '.'}${reasons}`);
  }
}

/** What passes by itself: throttled, or not answered in time. */
const PASSING = [429, 502, 503, 504];
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 200;
const TIMEOUT_MS = 30_000;

/** Calls operations of the HTTP API, signed as the target needs it, and parses what they answer. */
export class ApiClient {
  /** Why requests that should be signed are not. */
  #unsignedBecause: string | undefined;

  constructor(private readonly target: Target) {}

  /** Throws `ProblemAnswer`, or `UnableError` when there is no answer, or none that can be understood. */
  async json<S extends z.ZodType>(
    operation: Called & { response: { schema: S } },
    parameters: Parameters = {},
  ): Promise<z.output<S>> {
    const response = await this.#call(operation, parameters);
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = operation.response.schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new UnableError(
      `${operation.method} ${operation.path} answered with something that this command does not understand.`,
      'Is it Dateline that answers there, and the same version of it?',
    );
  }

  /** The same for an operation that answers with text. */
  async text(operation: Called, parameters: Parameters = {}): Promise<string> {
    return (await this.#call(operation, parameters)).text();
  }

  async #call(operation: Called, parameters: Parameters): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#send(operation, parameters);
      if (response.ok) return response;
      if (!PASSING.includes(response.status) || attempt === ATTEMPTS) throw await this.#failure(response);
      const wished = (Number(response.headers.get('retry-after')) || 0) * 1000;
      await sleep(Math.max(wished, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
    }
  }

  async #send(operation: Called, parameters: Parameters): Promise<Response> {
    const { region, credentials, sign, advice } = this.target;
    const url = this.#urlOf(operation, parameters);
    const { body } = parameters;
    try {
      return await signedFetch(url, {
        method: operation.method,
        region,
        credentials,
        sign: sign && this.#unsignedBecause === undefined,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'CredentialsProviderError') {
        throw new UnableError(`No answer from ${url.origin}: ${explain(error)}.`, advice);
      }
      // A stage that is public takes unsigned requests too; one that is not answers 403.
      this.#unsignedBecause = error.message;
      return this.#send(operation, parameters);
    }
  }

  #urlOf({ path }: Called, { params = {}, query = {} }: Parameters): URL {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const url = new URL(`${this.target.api.replace(/\/+$/, '')}${filled}`);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  async #failure(response: Response): Promise<CliError> {
    const problem = Problem.safeParse(await response.json().catch(() => undefined));
    if (problem.success) return new ProblemAnswer(problem.data);
    const { status, statusText } = response;
    const answered = `The API answered ${status} ${statusText}`;
    if (status !== 401 && status !== 403) return new UnableError(`${answered}.`);
    return this.#unsignedBecause === undefined
      ? new UnableError(`${answered}.`, 'The AWS identity that signed the request may not call it: check AWS_PROFILE.')
      : new UnableError(
          `${answered} to an unsigned request; there were no AWS credentials: ${this.#unsignedBecause}.`,
          'Set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for the AWS CLI.',
        );
  }
}
