import type { ArchiveReader } from '../../shared/archive/reader';
import type { Versions } from '../../shared/extractors/extractor';
import type { ObjectArchive, ObjectStore } from '../../shared/ports';

/** What the operations read from. */
export interface Dependencies {
  archive: ArchiveReader;
  bucket: ObjectStore & Pick<ObjectArchive, 'list'>;
  stage: string;
  versions: Versions;
}
