import type { FieldName, Statement } from '../../article/metadata';
import { propertyStatements } from './properties';
import { readXmlEvents } from './xml-events';

/**
 * What the elements of a package's metadata say: of each element's name, the field that it is of. Several of one name
 * (keywords) are one list.
 */
export function readPropertyElements(
  bytes: Uint8Array,
  fields: readonly (readonly [string, FieldName])[],
): Statement[] {
  const values = new Map<string, string[]>();
  let current: string | undefined;
  let text = '';
  readXmlEvents(bytes, {
    open: (name) => {
      current = name;
      text = '';
    },
    text: (piece) => {
      text += piece;
    },
    close: (name) => {
      if (name === current && text.trim() !== '') values.set(name, [...(values.get(name) ?? []), text]);
      current = undefined;
    },
  });
  return propertyStatements(fields.map(([name, field]) => [field, name, values.get(name)?.join(', ')] as const));
}
