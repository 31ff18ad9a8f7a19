import { decodeHead } from './decode';
import type { Source } from './reader';

/** Characters that formats are told by. */
const HEAD = 4000;

/** What readers get of a file, or of a container's member. */
export function sourceOf(file: Pick<Source, 'name' | 'bytes' | 'contentType'>): Source {
  const { name, bytes, contentType } = file;
  return {
    name,
    extension: extensionOf(name),
    type: contentType?.split(';')[0]?.trim().toLowerCase() ?? '',
    contentType,
    bytes,
    head: decodeHead(bytes, HEAD).trimStart(),
  };
}

function extensionOf(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes('.') ? last.slice(last.lastIndexOf('.') + 1).toLowerCase() : '';
}
