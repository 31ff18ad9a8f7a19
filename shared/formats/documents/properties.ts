import type { FieldName, Statement } from '../../article/metadata';
import { looksLikeNames } from '../../article/values';
import { oneLine } from './blocks';

/** What programs put there when nobody writes a title. */
const NO_TITLE =
  /^(?:untitled|document\d{0,5}|microsoft (?:word|powerpoint)\b|powerpoint|slide \d|layout ?\d|print$|printing|scan|title$|template|normal)|\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|ai|txt|html?|wpd|pages|pub)$/i;

/**
 * Statements of what a document's properties say: names of fields with values. Programs fill them in, so a title that is
 * a file's name and an author that is no person's name say nothing.
 */
export function propertyStatements(properties: readonly (readonly [FieldName, string, unknown])[]): Statement[] {
  return properties.flatMap(([field, name, raw]) => {
    const value = typeof raw === 'string' ? oneLine(raw) : '';
    if (value === '' || value.length > 2000) return [];
    if (field === 'title' && NO_TITLE.test(value)) return [];
    if (field === 'bylines' && !looksLikeNames(value.replaceAll(';', ','))) return [];
    return [{ field, value, evidence: { from: 'document-properties', name, quote: value } }];
  });
}
