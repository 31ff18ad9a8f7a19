import * as z from 'zod';
import { slug } from '../entities/ids';
import { EntityType } from '../extractors/extractor';
import type { GazetteerEntity } from './model';

/** A row of a gazetteer, or why it was refused. `row` counts from 1, without the header. */
export type ReadRow = { row: number } & (
  | { entity: GazetteerEntity; dropped: readonly string[] }
  | { entity?: never; reason: string }
);

/** A file that cannot be read at all; the message is for the user. */
export class BadGazetteerError extends Error {}

const MAX_NAME = 200;
const MAX_ALIASES = 100;
/** Marks that nobody sees: zero-width spaces and joiners, directions, soft hyphens, byte order marks. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g;

const Row = z.looseObject({
  name: z.string(),
  type: z.string(),
  aliases: z.union([z.string(), z.array(z.string())]).optional(),
  id: z.string().optional(),
  wikidata: z.string().optional(),
});

/**
 * Reads a gazetteer, CSV with a header (`name,type,aliases,id,wikidata`; aliases are separated by `;`) or a JSON array of
 * objects with the same names. A row that cannot be used does not hold up the others.
 * @param most rows; throws BadGazetteerError when there are more, and when it is neither CSV nor JSON
 */
export function readGazetteer(key: string, bytes: Uint8Array, most: number): ReadRow[] {
  const text = decode(bytes);
  const rows = /\.json$/i.test(key) ? jsonRows(text) : csvRows(text, most);
  if (rows.length > most) throw tooMany(most);
  return rows.map((row, at) => ({ row: at + 1, ...readRow(row) }));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadGazetteerError('It is not UTF-8.');
  }
}

const tooMany = (most: number) =>
  new BadGazetteerError(`It has more than ${most} rows: gazetteers of a stage may have ${most} together.`);

function jsonRows(text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadGazetteerError(`It is not JSON: ${error instanceof Error ? error.message.slice(0, 120) : 'broken'}.`);
  }
  const rows = z.array(z.unknown()).safeParse(value);
  if (!rows.success) throw new BadGazetteerError('It is JSON, but not an array of objects.');
  return rows.data;
}

/** RFC 4180, with any line ends. */
function csvRows(text: string, most: number): unknown[] {
  const [header, ...lines] = csvLines(text, most + 2);
  const columns = header?.map((name) => name.trim().toLowerCase()) ?? [];
  if (!columns.includes('name') || !columns.includes('type')) {
    throw new BadGazetteerError('Its first line has to name the columns: name,type,aliases,id,wikidata.');
  }
  return lines.map((cells) => {
    if (cells.length > columns.length) return `it has ${cells.length} cells, and there are ${columns.length} columns`;
    return Object.fromEntries(columns.map((column, at) => [column, cells[at]?.trim() || undefined]));
  });
}

function csvLines(text: string, most: number): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  const endLine = () => {
    if (cells.some((cell) => cell.trim() !== '')) lines.push(cells);
    cells = [];
  };
  for (let at = 0; at < text.length && lines.length <= most; ) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    cells.push(cell);
    const separator = text[end];
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (separator !== ',') endLine();
  }
  endLine();
  return lines;
}

function plainCell(text: string, from: number): { cell: string; end: number } {
  let end = from;
  while (end < text.length && !/[,\r\n]/.test(text.charAt(end))) end++;
  return { cell: text.slice(from, end), end };
}

function quotedCell(text: string, from: number): { cell: string; end: number } {
  let close = text.indexOf('"', from + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  const after = text[close + 1] ?? '\n';
  if (close === -1 || !/[,\r\n]/.test(after)) {
    const line = text.slice(0, from).split('\n').length;
    throw new BadGazetteerError(`It is not CSV: the quotation mark in line ${line} is not closed, or not doubled.`);
  }
  return { cell: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 };
}

type Outcome = { entity: GazetteerEntity; dropped: readonly string[] } | { reason: string };

function readRow(value: unknown): Outcome {
  if (typeof value === 'string') return { reason: value };
  const row = Row.safeParse(value);
  if (!row.success) return { reason: `${row.error.issues[0]?.path.join('.') ?? 'it'} is missing or not text` };
  const type = EntityType.safeParse(row.data.type.trim().toUpperCase());
  if (!type.success) return { reason: `"${shown(row.data.type)}" is none of ${EntityType.options.join(', ')}` };
  const name = clean(row.data.name);
  const bad = unusable(name);
  if (bad) return { reason: `the name ${bad}` };
  const prefix = `${type.data.toLowerCase()}:`;
  const id = row.data.id ?? `${prefix}${slug(name)}`;
  if (!id.startsWith(prefix) || !/^[\p{L}\p{M}\p{N}-]{1,120}$/u.test(id.slice(prefix.length))) {
    return { reason: `the id "${shown(id)}" is not ${prefix} and letters, digits and hyphens` };
  }
  const { wikidata } = row.data;
  if (wikidata !== undefined && !/^Q[1-9]\d{0,11}$/.test(wikidata)) {
    return { reason: `"${shown(wikidata)}" is no Wikidata id, such as Q7747` };
  }
  const { aliases = [] } = row.data;
  const all = (typeof aliases === 'string' ? aliases.split(';') : aliases).map(clean).filter((alias) => alias !== '');
  const good = [...new Set(all)].filter((alias) => alias !== name && !unusable(alias)).slice(0, MAX_ALIASES);
  const dropped = all.filter((alias) => unusable(alias));
  return { entity: { id, type: type.data, name, ...(wikidata && { wikidata }), aliases: good }, dropped };
}

/** On one line, composed, without marks that nobody sees. */
function clean(name: string): string {
  return name.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

function unusable(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > MAX_NAME) return `has more than ${MAX_NAME} characters`;
  if (!/\p{L}/u.test(name)) return 'has no letter';
  const single = [...name].length === 1 && !/[\p{Script=Han}]/u.test(name);
  return single ? 'is a single letter, which would be found everywhere' : undefined;
}

const shown = (text: string): string => text.slice(0, 60);
