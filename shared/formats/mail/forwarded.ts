import type { Statement } from '../../article/metadata';
import { shiftDraft, shiftStatements } from '../bodies';
import type { Draft } from '../draft';
import { readHeader } from '../header';
import { readText } from '../text';

/** How mail programs mark what is passed on below a note. */
const MARK =
  /^[ \t]{0,10}(?:-{2,20} ?(?:original message|forwarded message|forwarded by[^\n]{0,80}|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|oorspronkelijk bericht) ?-{0,20}|begin forwarded message:)[ \t\r]{0,10}$/imu;
/** A note is shorter; what is longer is the mail's own text, below which it quotes another one. */
const LONGEST_NOTE = 400;

/**
 * The article that a mail passes on below a short note: what stands in it comes first, then what the inner mail's header
 * says. Undefined for mails that are articles themselves.
 */
export function readForwarded(text: string): Draft[] | undefined {
  const mark = MARK.exec(text.slice(0, LONGEST_NOTE + 200));
  if (!mark || mark.index > LONGEST_NOTE) return undefined;
  const from = mark.index + mark[0].length;
  const header = readHeader(text.slice(from));
  if (!header.statements.some(({ evidence }) => /^(?:from|subject)$/i.test(evidence.name ?? ''))) return undefined;
  const start = from + header.bodyStart;
  const draft = shiftDraft(readText(text.slice(start)), start);
  if (draft.body.text === '') return undefined;
  const outer = shiftStatements(header.statements, from);
  const isSigned = draft.statements.some(({ field }) => field === 'bylines' || field === 'publication');
  const kept = outer.filter(({ field }) => field !== 'bylines' || !isSigned);
  return [{ ...draft, statements: [...draft.statements, ...kept] }];
}

/** Whether a draft was read by `readForwarded`. */
export function isForwarded({ statements }: Draft): boolean {
  return statements.some(isOfInnerMail);
}

function isOfInnerMail({ evidence: { from, name = '' } }: Statement): boolean {
  return from === 'header' && /^(?:subject|sent|from)$/i.test(name);
}
