import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import Table from 'cli-table3';
import { ArticleDetail, Receipt } from '../shared/api/schemas';
import { topology } from '../shared/pipeline/topology';
import type { Endpoints } from './endpoints-file';
import { ACCESS, REGION } from './lambda';
import type { StoredObject } from './object-log';
import { dropIdOfObject } from './open-drops';

const DIRECTORY = join(__dirname, 'samples');
const PREFIX = `${topology.prefixes.incoming}samples/`;

/** Processing three short texts takes a fraction of a second; what takes longer has a problem that is told elsewhere. */
const PATIENCE_MS = 20_000;

/** The articles that come with Dateline, from their drop to the end of their receipts. */
export class SampleDrops {
  readonly #pending = new Set<string>();
  readonly #dropIds = new Map<string, string>();
  readonly #allEnded = new AbortController();

  /** Notes that a drop came to its end; false when it is none of the samples. */
  noteEnded(object: StoredObject): boolean {
    if (!this.#pending.delete(object.key)) return false;
    this.#dropIds.set(object.key, dropIdOfObject(object));
    if (this.#pending.size === 0) this.#allEnded.abort();
    return true;
  }

  /** Drops them and answers their drops' ids, as far as these came to their end in good time. */
  async drop({ s3, bucket }: Endpoints): Promise<string[]> {
    const names = (await readdir(DIRECTORY)).filter((name) => name !== 'README.md').sort();
    for (const name of names) this.#pending.add(PREFIX + name);
    const client = new S3Client({ ...ACCESS, region: REGION, endpoint: s3, forcePathStyle: true });
    await Promise.all(
      names.map(async (name) => {
        const Body = await readFile(join(DIRECTORY, name));
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: PREFIX + name, Body }));
      }),
    );
    client.destroy();
    await sleep(PATIENCE_MS, undefined, { signal: this.#allEnded.signal }).catch(() => {});
    return names.flatMap((name) => this.#dropIds.get(PREFIX + name) ?? []);
  }
}

/**
 * What became of some drops, as a table for people: asked over the API, like anybody would.
 * @param columns width of the terminal
 */
export async function dropTable({ api }: Endpoints, dropIds: readonly string[], columns: number): Promise<string> {
  const free = Math.max(90, Math.min(columns, 140)) - STATE_WIDTH - DATE_WIDTH - BORDERS;
  const [file = 0, title = 0, publication = 0, entities = 0] = [0.26, 0.25, 0.19, 0.3].map((part) =>
    Math.floor(part * free),
  );
  const table = new Table({
    head: ['file', 'state', 'title', 'publication', 'date', 'entities'],
    colWidths: [file, STATE_WIDTH, title, publication, DATE_WIDTH, entities],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const rows = await Promise.all(
    dropIds.map(async (id) => {
      const receipt = Receipt.parse(await get(`${api}/drops/${encodeURIComponent(id)}`));
      const articles = await Promise.all(
        receipt.articleIds.map(async (articleId) =>
          ArticleDetail.parse(await get(`${api}/articles/${encodeURIComponent(articleId)}`)),
        ),
      );
      return rowsOf(receipt, articles);
    }),
  );
  table.push(...rows.flat());
  return table.toString();
}

/** Widths of the table's columns whose contents are known. */
const STATE_WIDTH = 13;
const DATE_WIDTH = 12;
const BORDERS = 7;

/** Names of the entities that an article mentions most often. */
const ENTITIES = 5;

function rowsOf(receipt: Receipt, articles: readonly ArticleDetail[]): string[][] {
  const file = receipt.key.slice(receipt.key.lastIndexOf('/') + 1);
  if (articles.length === 0) return [[file, receipt.state, receipt.reason?.message ?? '', '', '', '']];
  return articles.map(({ title, publication, published, entities }) => {
    const most = [...entities].sort((a, b) => b.mentions.length - a.mentions.length);
    const names = most.slice(0, ENTITIES).map(({ name }) => name);
    const more = most.length > ENTITIES ? [`… (${most.length})`] : [];
    const date = published?.slice(0, 10) ?? 'not stated';
    return [file, receipt.state, title, publication ?? '', date, [...names, ...more].join(', ')];
  });
}

async function get(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
