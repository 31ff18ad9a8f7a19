import type { Statement } from '../article/metadata';
import { type Edit, offsetAfter } from '../article/quality/edits';
import { repairBody, repairStatement } from '../article/quality/repair';
import type { Repair } from '../article/schema';
import type { Draft } from './draft';

/** A draft whose text and statements are repaired where they are certainly damaged, and what was repaired in the text. */
export function repairDraft(draft: Draft): { draft: Draft; repairs: Repair[] } {
  const { body, repairs, edits } = repairBody(draft.body);
  const statements = draft.statements.map(repairStatement);
  if (repairs.length === 0) return { draft: { ...draft, statements }, repairs };
  const pages = draft.pages?.map(([start, page]): [number, number] => [offsetIn(edits, start), page]);
  return {
    draft: { ...draft, body, ...(pages && { pages }), statements: statements.map((each) => moved(each, edits)) },
    repairs,
  };
}

/** A statement whose evidence stands in the text, at its place after edits; it quotes what was there. */
function moved(statement: Statement, edits: readonly Edit[][]): Statement {
  const { span } = statement.evidence;
  if (span?.in !== 'text') return statement;
  const there = { ...span, start: offsetIn(edits, span.start), end: offsetIn(edits, span.end) };
  return { ...statement, evidence: { ...statement.evidence, span: there } };
}

function offsetIn(edits: readonly Edit[][], offset: number): number {
  return edits.reduce((at, pass) => offsetAfter(pass)(at), offset);
}
