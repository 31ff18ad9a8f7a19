import type { Paragraph } from './schema';
import { addRun, type Run } from './source-map';

/** The canonical text of an article with its paragraphs, and how it maps back to the text that it was taken from. */
export interface Body {
  text: string;
  paragraphs: Paragraph[];
  sourceMap: Run[];
  /** Control characters of the input that were left out. */
  controlCharacters: number;
}

export const PARAGRAPH_SEPARATOR = '\n\n';

/** What no text holds on purpose: C0 and C1 controls other than white space, and halves of surrogate pairs. */
const UNWANTED = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]|\p{Surrogate}/u;
const EACH_UNWANTED = new RegExp(UNWANTED.source, 'gu');
/** Something to see: neither white space nor an invisible format character. */
const VISIBLE = /[^\s\p{Cf}]/u;

/** A stretch of the paragraph in the making; `source` is where it stands in the input, -1 when it was inserted. */
interface Piece {
  text: string;
  source: number;
}

/**
 * Builds a canonical text from stretches of an input, in input order. White space around a paragraph goes, and
 * paragraphs without anything to see; everything else stays as it is, but for control characters, which are left out,
 * and halves of surrogate pairs, which become U+FFFD because no UTF-8 can hold them.
 */
export class CanonicalBuilder {
  private readonly chunks: string[] = [];
  private length = 0;
  private readonly paragraphs: Paragraph[] = [];
  private readonly runs: Run[] = [];
  private pieces: Piece[] = [];
  private kind: Paragraph['kind'] = 'body';
  private controlCharacters = 0;
  private readonly clean: boolean;

  constructor(private readonly input: string) {
    this.clean = !UNWANTED.test(input);
  }

  /** Ends the paragraph in the making, and begins one of this kind. */
  open(kind: Paragraph['kind']): void {
    this.close();
    this.kind = kind;
  }

  /** Continues the paragraph with `[start, end)` of the input. */
  take(start: number, end: number): void {
    if (start >= end) return;
    const text = this.input.slice(start, end);
    if (this.clean) this.pieces.push({ text, source: start });
    else this.takeClean(text, start);
  }

  /** Continues the paragraph with characters that are not in the input there. */
  put(text: string): void {
    if (text !== '') this.pieces.push({ text, source: -1 });
  }

  get paragraphCount(): number {
    return this.paragraphs.length;
  }

  finish(): Body {
    this.close();
    return {
      text: this.chunks.join(''),
      paragraphs: this.paragraphs,
      sourceMap: this.runs,
      controlCharacters: this.controlCharacters,
    };
  }

  private takeClean(text: string, start: number): void {
    let from = 0;
    for (const found of text.matchAll(EACH_UNWANTED)) {
      if (found.index > from) this.pieces.push({ text: text.slice(from, found.index), source: start + from });
      if (/\p{Surrogate}/u.test(found[0])) this.pieces.push({ text: '\ufffd', source: -1 });
      else this.controlCharacters += 1;
      from = found.index + 1;
    }
    if (from < text.length) this.pieces.push({ text: text.slice(from), source: start + from });
  }

  private close(): void {
    const pieces = this.pieces;
    this.pieces = [];
    if (!pieces.some((piece) => VISIBLE.test(piece.text))) return;
    const last = trimmed(pieces);
    if (this.paragraphs.length > 0) this.append({ text: PARAGRAPH_SEPARATOR, source: -1 });
    const start = this.length;
    for (let i = 0; i < last; i++) this.append(pieces[i]);
    this.paragraphs.push({ start, end: this.length, kind: this.kind });
  }

  private append(piece: Piece | undefined): void {
    if (!piece || piece.text === '') return;
    if (piece.source >= 0) addRun(this.runs, this.length, piece.source, piece.text.length);
    this.chunks.push(piece.text);
    this.length += piece.text.length;
  }
}

/** Trims white space at both ends of the pieces in place; returns how many of them are left, from the first. */
function trimmed(pieces: Piece[]): number {
  for (const piece of pieces) {
    const text = piece.text.trimStart();
    if (piece.source >= 0) piece.source += piece.text.length - text.length;
    piece.text = text;
    if (text !== '') break;
  }
  let count = pieces.length;
  for (let piece = pieces[count - 1]; piece; piece = pieces[count - 1]) {
    piece.text = piece.text.trimEnd();
    if (piece.text !== '') break;
    count -= 1;
  }
  return count;
}
