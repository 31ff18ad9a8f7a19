import { operations } from '../shared/api/operations';
import type { Receipt } from '../shared/api/schemas';
import { type ApiClient, ProblemAnswer } from './api-client';
import { outcomeOf, stateOf, titleOf } from './ask-views';
import type { Pending } from './follow';
import { count, type Io, printable, wrap } from './output';
import type { Progress } from './progress';
import { type Column, table } from './table';
import type { PlannedUpload } from './upload';

/** In larger runs titles are not asked for: that is a request for each file. */
const MOST_WITH_TITLES = 50;
/** So many of the drops that have not ended are named. */
const MOST_NAMED = 10;

interface Failure {
  path: string;
  why: string;
}

interface Sum {
  state: string;
  files: number;
  articles: number;
}

/** What became of the files of a run: a line each as it becomes known, and at the end the sum. */
export class DropReport {
  #uploaded = 0;
  readonly #ended: Receipt[] = [];
  readonly #quarantined: Receipt[] = [];
  readonly #failures: Failure[] = [];

  constructor(
    private readonly total: number,
    private readonly client: Pick<ApiClient, 'json'>,
    private readonly progress: Progress,
    private readonly jsonl: boolean,
  ) {}

  uploaded(): void {
    this.#uploaded++;
    this.#update();
  }

  /** A file that could not be read here. */
  async failed({ path }: PlannedUpload, why: string): Promise<void> {
    this.#failures.push({ path, why });
    if (!this.jsonl) await this.progress.print(line('not read', path, why));
  }

  async ended(receipt: Receipt): Promise<void> {
    this.#ended.push(receipt);
    if (receipt.state === 'quarantined') this.#quarantined.push(receipt);
    this.#update();
    const text = this.jsonl
      ? JSON.stringify(receipt)
      : line(stateOf(receipt), receipt.key, (await this.#titleOf(receipt)) ?? outcomeOf(receipt));
    await this.progress.print(text);
  }

  /** Whether every file became an article, as far as it is known. */
  get allWell(): boolean {
    return this.#failures.length === 0 && this.#quarantined.length === 0;
  }

  /** Writes the sum of it. */
  async finish(pending: readonly Pending[], waited: boolean, io: Io): Promise<void> {
    for (const { path, why } of this.jsonl ? this.#failures : []) io.err(printable(`${path}: ${why}`));
    if (!this.jsonl) await io.out(waited ? this.#summary(pending, io.width) : this.#uploadedOnly());
    for (const { upload, receipt } of pending.slice(0, MOST_NAMED)) {
      io.err(
        printable(`${upload.key}: has not ended (${receipt ? `${receipt.state}, ${receipt.id}` : 'no receipt yet'}).`),
      );
    }
    if (pending.length > MOST_NAMED) io.err(`… and ${pending.length - MOST_NAMED} more have not ended.`);
    if (pending.length > 0)
      io.err('They are uploaded and go on. See what became of them with `npx dateline ask drops`.');
  }

  #uploadedOnly(): string {
    return `${count(this.#uploaded, 'file')} uploaded. See what becomes of them with \`npx dateline ask drops\`.\n`;
  }

  #summary(pending: readonly Pending[], width?: number): string {
    const sums = new Map<string, Sum>();
    const add = (state: string, articles: number) => {
      const sum = sums.get(state) ?? { state, files: 0, articles: 0 };
      sums.set(state, { state, files: sum.files + 1, articles: sum.articles + articles });
    };
    for (const receipt of this.#ended)
      add(stateOf(receipt), stateOf(receipt) === 'stored' ? (receipt.articleCount ?? 0) : 0);
    for (const _ of pending) add('not ended', 0);
    for (const _ of this.#failures) add('not read', 0);
    const quarantined = this.#quarantined.map((receipt) => `\n${showQuarantined(receipt, width)}\n`);
    return `\n${table(sumColumns, [...sums.values()], width)}${quarantined.join('')}`;
  }

  #update(): void {
    const quarantined = this.#quarantined.length;
    const note = `${this.#uploaded} uploaded${quarantined > 0 ? `, ${quarantined} quarantined` : ''}`;
    this.progress.update(this.#ended.length, note);
  }

  /** The title of the drop's first article, when there is one to show and the run is small. */
  async #titleOf({ state, superseded, articleCount, articleIds: [id] }: Receipt): Promise<string | undefined> {
    if (this.total > MOST_WITH_TITLES || state !== 'stored' || superseded || id === undefined) return undefined;
    try {
      const title = titleOf(await this.client.json(operations.getArticle, { params: { id } }));
      return articleCount === 1 ? title : `${title} and ${count((articleCount ?? 1) - 1, 'more article')}`;
    } catch (error) {
      // A newer version of the file may have taken it away already.
      if (error instanceof ProblemAnswer) return undefined;
      throw error;
    }
  }
}

const sumColumns: readonly Column<Sum>[] = [
  { head: 'state', cell: ({ state }) => state },
  { head: 'files', cell: ({ files }) => String(files) },
  { head: 'articles', cell: ({ articles }) => String(articles) },
];

/** Which file, why and what to do: all of it, since a reason that is cut short helps nobody. */
function showQuarantined({ key, reason }: Receipt, width?: number): string {
  const texts = reason ? [`${reason.message} (${reason.class}, ${reason.code})`, reason.advice] : [];
  return [`quarantined: ${printable(key)}`, ...texts.map((text) => wrap('  ', printable(text), width))].join('\n');
}

function line(state: string, name: string, what: string): string {
  return `${state.padEnd('quarantined'.length)}  ${printable(name)}  ${printable(what)}`;
}
