import type { Block } from './blocks';

/** A row whose cells are longer than this together is laid out text, not data. */
const LONGEST_ROW = 400;

/** A row of a table: its cells' words on one line with bars between them, or their paragraphs where those are text. */
export function rowBlocks(cells: readonly (readonly Block[])[]): Block[] {
  const filled = cells.filter((blocks) => blocks.length > 0);
  const blocks = filled.flat();
  const length = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const isData = filled.length > 1 && length <= LONGEST_ROW && filled.every((own) => own.length <= 2);
  if (!isData) return blocks;
  return [
    {
      kind: 'body',
      text: filled.map((own) => own.map(({ text }) => text.replaceAll('\n', ' ')).join(' ')).join(' | '),
    },
  ];
}
