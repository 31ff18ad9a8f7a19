import type { Block } from './blocks';
import { rowBlocks } from './table';

interface OpenParagraph {
  kind: Block['kind'];
  text: string;
}

/**
 * Collects the paragraphs of a document as its elements open and close: paragraphs may stand within paragraphs (text
 * boxes), and in the cells of tables, which may stand in cells.
 */
export class ParagraphCollector {
  /** Where finished paragraphs go: the document, then the cells that are open. */
  private readonly targets: Block[][] = [[]];
  private readonly rows: Block[][][] = [];
  private readonly paragraphs: OpenParagraph[] = [];
  /** Finished within a paragraph that is still open: they follow it. */
  private readonly boxed: Block[][] = [];

  openParagraph(kind: Block['kind'] = 'body'): void {
    this.paragraphs.push({ kind, text: '' });
    this.boxed.push([]);
  }

  /** Of the paragraph that is open. */
  setKind(kind: Block['kind']): void {
    const paragraph = this.paragraphs.at(-1);
    if (paragraph) paragraph.kind = kind;
  }

  text(text: string): void {
    const paragraph = this.paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  closeParagraph(): void {
    const paragraph = this.paragraphs.pop();
    const within = this.boxed.pop() ?? [];
    if (!paragraph) return;
    const target = this.boxed.at(-1) ?? this.targets.at(-1);
    const text = paragraph.text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (text !== '') target?.push({ kind: paragraph.kind, text });
    target?.push(...within);
  }

  openRow(): void {
    this.rows.push([]);
  }

  openCell(): void {
    this.targets.push([]);
  }

  closeCell(): void {
    if (this.targets.length < 2) return;
    this.rows.at(-1)?.push(this.targets.pop() ?? []);
  }

  closeRow(): void {
    const row = this.rows.pop();
    if (row) this.targets.at(-1)?.push(...rowBlocks(row));
  }

  finish(): Block[] {
    while (this.paragraphs.length > 0) this.closeParagraph();
    while (this.targets.length > 1) this.closeCell();
    while (this.rows.length > 0) this.closeRow();
    return this.targets[0] ?? [];
  }
}
