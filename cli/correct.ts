import { operations } from '../shared/api/operations';
import type { CorrectionDetail } from '../shared/api/schemas';
import { ApiClient } from './api-client';
import { askList, type ListOptions } from './ask';
import { EXIT } from './errors';
import { type Io, printable } from './output';
import type { Column } from './table';
import { findTarget, type TargetOptions } from './target';

type CorrectOptions = TargetOptions & { reason: string; by?: string; json?: boolean };

/** Makes a correction; the API says whether there is one of this kind. */
export async function correct(correction: Record<string, unknown>, options: CorrectOptions, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const { reason, by } = options;
  return show(await client.json(operations.correct, { body: { correction, reason, by } }), options, io);
}

/** Takes a correction back. */
export async function undo(id: string, options: CorrectOptions, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const { reason, by } = options;
  return show(await client.json(operations.undoCorrection, { params: { id }, body: { reason, by } }), options, io);
}

async function show(made: CorrectionDetail, options: CorrectOptions, io: Io): Promise<number> {
  await io.out(options.json ? `${JSON.stringify(made)}\n` : `${made.id}: ${printable(saying(made))}\n`);
  return EXIT.ok;
}

const COLUMNS: readonly Column<CorrectionDetail>[] = [
  { head: 'made', cell: ({ at }) => at.slice(0, 16).replace('T', ' ') },
  { head: 'by', cell: ({ by }) => by },
  { head: 'state', cell: ({ state }) => state },
  { head: 'correction', cell: (made) => `${saying(made)} (${made.reason})`, flexible: true },
  { head: 'id', cell: ({ id }) => id },
];

/** Lists corrections, newest first. */
export function corrections(options: ListOptions & { entity?: string }, io: Io): Promise<number> {
  return askList(operations.listCorrections, {}, { entity: options.entity }, COLUMNS, options, io);
}

/** A correction in a few words. */
function saying({ correction }: CorrectionDetail): string {
  switch (correction.do) {
    case 'merge':
      return `${correction.entity} is ${correction.into}`;
    case 'split':
      return `${correction.entity} is ${correction.into} in ${correction.articles.join(', ')}`;
    case 'rename':
      return `${correction.entity} has the name ${correction.name}`;
    case 'retype':
      return `${correction.entity} is a ${correction.type}`;
    case 'hide':
      return `${correction.entity} is hidden`;
    case 'alias':
      return `${correction.entity} is also called ${correction.name}`;
    case 'never-link':
      return `${correction.entity} is never ${correction.other}`;
    case 'undo':
      return `${correction.of} is undone`;
  }
}
