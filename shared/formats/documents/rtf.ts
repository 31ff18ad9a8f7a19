import type { Warning } from '../../article/schema';
import type { Reader } from '../reader';
import { draftsOf } from './blocks';
import { damagedDocument, withoutText } from './failures';
import { propertyStatements } from './properties';
import { RtfReader } from './rtf-reader';
import { rtfTokens } from './rtf-tokens';

/**
 * Reads Rich Text Format (1.9): its paragraphs with their styles, and its information group. Text is decoded by the code
 * pages of the fonts that it is set in.
 * @throws UnreadableFileError `damaged-document`, `document-without-text`
 */
export const readRtfFile: Reader = async ({ bytes }, budget) => {
  const reader = new RtfReader(bytes);
  let tokens = 0;
  for (const token of rtfTokens(bytes)) {
    if (++tokens % 100_000 === 0) budget.checkTime();
    if (!reader.take(token)) throw damagedDocument('RTF document', 'its groups are nested too deeply');
  }
  const { blocks, information, codePage, unknownCodePages, open } = reader.finish();
  if (blocks.length === 0) throw withoutText('RTF document');
  const properties = propertyStatements([
    ['title', 'title', information.get('title')],
    ['bylines', 'author', information.get('author')],
    ['keywords', 'keywords', information.get('keywords')],
  ]);
  const warnings: Warning[] = [];
  if (open > 0) warnings.push({ code: 'truncated-document', message: 'The RTF document ends before it is complete' });
  if (unknownCodePages.length > 0) {
    const message = `Code page ${unknownCodePages.join(', ')} is not known: read as Windows-1252`;
    warnings.push({ code: 'unknown-code-page', message });
  }
  const encoding = codePage === 932 ? 'shift_jis' : 'windows-1252';
  return { format: 'rtf', encoding, warnings: [], drafts: await draftsOf(blocks, properties, warnings) };
};
