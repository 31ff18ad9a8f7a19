import type { Block } from './blocks';
import { codePageOf, decodeCodePage, isDoubleByte, isKnownCodePage } from './code-pages';
import { ParagraphCollector } from './collector';
import type { RtfToken } from './rtf-tokens';

/** What a group inherits from the one around it. */
interface Group {
  /** Where its text goes: `text`, nowhere, or the name of a destination that is looked at. */
  destination: 'text' | 'nowhere' | 'fonts' | 'styles' | 'information';
  /** Of the information group: which of its fields. */
  field: string;
  codePage: number;
  /** Bytes that stand for a `\u`'s character in older programs and follow it. */
  fallback: number;
  hidden: boolean;
  /** Of the font or style that is being defined. */
  defining: number;
}

/** Destinations that hold no text of the document. Those behind `\*` are all left out, but for a few. */
const NOWHERE = new Set(
  `colortbl filetbl listtable list listlevel listoverride lfolevel listoverridetable revtbl rsidtbl pict object header headerl headerr headerf footer footerl
  footerr footerf footnote annotation atnid atnauthor fldinst xe tc txe rxe bkmkstart bkmkend themedata datastore
  latentstyles generator xmlnstbl mmathPr colorschememapping pgptbl listpicture falt panose nonshppict shpinst
  listtext pntext pnseclvl template private1 userprops`.split(/\s+/),
);
/** Of those behind `\*`, the ones that hold text. */
const STARRED_TEXT = new Set(['shppict', 'shptxt']);
const INFORMATION = new Set(['title', 'author', 'keywords']);
const CHARACTERS: Readonly<Record<string, string>> = {
  ...{ tab: '\t', line: '\n', emdash: '—', endash: '–', emspace: ' ', enspace: ' ', qmspace: ' ', bullet: '•' },
  ...{ lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', zwj: '\u200d', zwnj: '\u200c' },
};
const DEEPEST = 10_000;

/** Reads RTF token by token. */
export class RtfReader {
  private readonly collector = new ParagraphCollector();
  private readonly groups: Group[] = [];
  private group: Group = {
    destination: 'text',
    field: '',
    codePage: 1252,
    fallback: 1,
    hidden: false,
    defining: -1,
  };
  private codePage = 1252;
  private pending: number[] = [];
  private readonly fonts = new Map<number, number>();
  private readonly styles = new Map<number, string>();
  private readonly information = new Map<string, string>();
  private readonly unknown = new Set<number>();
  private starred = false;
  private toSkip = 0;
  private kind: Block['kind'] = 'body';
  private isListed = false;
  private isOpen = false;
  private inRow = false;

  constructor(private readonly bytes: Uint8Array) {}

  /** False when groups are nested more deeply than any program writes. */
  take(token: RtfToken): boolean {
    if (token.type === 'bytes') {
      for (let at = token.start; at < token.end; at++) this.byte(this.bytes[at] ?? 0);
      return true;
    }
    if (token.type === 'byte') {
      this.byte(token.byte);
      return true;
    }
    this.flush();
    this.toSkip = 0;
    if (token.type === 'open') {
      if (this.groups.length >= DEEPEST) return false;
      this.groups.push(this.group);
      this.group = { ...this.group };
      this.starred = false;
    } else if (token.type === 'close') this.close();
    else if (token.type === 'symbol') this.symbol(token.symbol);
    else this.word(token.word, token.parameter);
    return true;
  }

  finish() {
    this.flush();
    if (this.inRow) this.endRow();
    this.endParagraph();
    return {
      blocks: this.collector.finish(),
      information: this.information,
      codePage: this.codePage,
      unknownCodePages: [...this.unknown],
      open: this.groups.length,
    };
  }

  private byte(byte: number): void {
    if (this.toSkip > 0) this.toSkip -= 1;
    else this.pending.push(byte);
  }

  /** Decodes the bytes that came since the last control word. */
  private flush(): void {
    if (this.pending.length === 0) return;
    const { codePage } = this.group;
    if (!isKnownCodePage(codePage)) this.unknown.add(codePage);
    this.text(decodeCodePage(Uint8Array.from(this.pending), codePage));
    this.pending = [];
  }

  private text(text: string): void {
    const { destination, field, hidden, defining } = this.group;
    if (destination === 'information' && field !== '') {
      this.information.set(field, (this.information.get(field) ?? '') + text);
    } else if (destination === 'styles') {
      this.styles.set(defining, ((this.styles.get(defining) ?? '') + text).slice(0, 200));
    } else if (destination === 'text' && !hidden) {
      if (!this.isOpen) this.collector.openParagraph();
      this.isOpen = true;
      this.collector.text(text);
    }
  }

  private close(): void {
    this.group = this.groups.pop() ?? this.group;
    this.starred = false;
  }

  private symbol(symbol: string): void {
    if (symbol === '*') this.starred = true;
    else if (symbol === '~') this.text('\u00a0');
    else if (symbol === '_') this.text('\u2011');
    else if (symbol === '\\' || symbol === '{' || symbol === '}') this.text(symbol);
    else if (symbol === '\n' || symbol === '\r') this.endParagraph();
  }

  private word(word: string, parameter: number | undefined): void {
    if (this.destination(word)) return;
    const character = CHARACTERS[word];
    if (character !== undefined) this.text(character);
    else if (word === 'u' && parameter !== undefined) this.unicode(parameter);
    else if (word === 'uc') this.group.fallback = Math.min(10, Math.max(0, parameter ?? 1));
    else if (this.group.destination === 'text') this.layout(word, parameter);
    else this.definition(word, parameter);
  }

  private unicode(code: number): void {
    this.text(String.fromCharCode(code & 0xffff));
    this.toSkip = this.group.fallback;
  }

  /** Whether the word sent the group's text somewhere. */
  private destination(word: string): boolean {
    const { group } = this;
    const { starred } = this;
    this.starred = false;
    if (word === 'listtext' || word === 'pntext') this.isListed = true;
    if (group.destination === 'nowhere') return true;
    if (NOWHERE.has(word) || (starred && !STARRED_TEXT.has(word))) group.destination = 'nowhere';
    else if (word === 'fonttbl') group.destination = 'fonts';
    else if (word === 'stylesheet') group.destination = 'styles';
    else if (word === 'info') group.destination = 'information';
    else if (group.destination === 'information' && INFORMATION.has(word)) group.field = word;
    else return false;
    return true;
  }

  private definition(word: string, parameter = 0): void {
    const { group } = this;
    if (group.destination === 'fonts') {
      if (word === 'f') group.defining = parameter;
      else if (word === 'fcharset') this.fonts.set(group.defining, codePageOf(parameter) ?? this.codePage);
      else if (word === 'cpg') this.fonts.set(group.defining, parameter);
    } else if (group.destination === 'styles' && word === 's') group.defining = parameter;
    else if (group.destination === 'information' && word === 'f') this.setFont(parameter);
  }

  private layout(word: string, parameter: number | undefined): void {
    const { group } = this;
    if (word === 'par' || word === 'sect' || word === 'page') this.endParagraph();
    else if (word === 'pard') this.resetParagraph();
    else if (word === 's' && parameter !== undefined) this.setStyle(this.styles.get(parameter) ?? '');
    else if (word === 'outlinelevel' && parameter !== undefined && parameter < 9) this.kind = 'heading';
    else if (word === 'f' && parameter !== undefined) this.setFont(parameter);
    else if (word === 'ansicpg' && parameter !== undefined) this.setCodePage(parameter);
    else if (word === 'mac') this.setCodePage(10000);
    else if (word === 'pc') this.setCodePage(437);
    else if (word === 'pca') this.setCodePage(850);
    else if (word === 'v' || word === 'deleted') group.hidden = parameter !== 0;
    else if (word === 'plain') group.hidden = false;
    else if (word === 'trowd') this.openRow();
    else if (word === 'cell') this.endCell();
    else if (word === 'row') this.endRow();
  }

  private setCodePage(codePage: number): void {
    this.codePage = codePage;
    this.group.codePage = codePage;
  }

  /** A font of Western letters says nothing where the document's own code page has two bytes a character. */
  private setFont(font: number): void {
    const own = this.fonts.get(font);
    this.group.codePage = own === undefined || (own === 1252 && isDoubleByte(this.codePage)) ? this.codePage : own;
  }

  private setStyle(name: string): void {
    const style = name.replace(/;.*$/, '').trim();
    if (/^heading \d/i.test(style)) this.kind = 'heading';
    else if (/^title$/i.test(style)) this.kind = 'title';
    else if (/^subtitle$/i.test(style)) this.kind = 'subtitle';
    else if (/^(?:intense )?quote$/i.test(style)) this.kind = 'quote';
    else if (/^caption$/i.test(style)) this.kind = 'caption';
  }

  private resetParagraph(): void {
    this.kind = 'body';
    this.isListed = false;
  }

  private endParagraph(): void {
    if (this.isOpen) {
      this.collector.setKind(this.isListed && this.kind === 'body' ? 'list-item' : this.kind);
      this.collector.closeParagraph();
    }
    this.isOpen = false;
    this.isListed = false;
  }

  /** Rows are defined before their cells, and often again at their end. */
  private openRow(): void {
    if (this.inRow) return;
    this.endParagraph();
    this.inRow = true;
    this.collector.openRow();
    this.collector.openCell();
  }

  private endCell(): void {
    this.endParagraph();
    if (!this.inRow) return;
    this.collector.closeCell();
    this.collector.openCell();
  }

  private endRow(): void {
    this.endParagraph();
    if (!this.inRow) return;
    this.inRow = false;
    this.collector.closeCell();
    this.collector.closeRow();
  }
}
