import type { ArchiveReader } from '../../shared/archive/reader';
import type { Versions } from '../../shared/extractors/extractor';
import type { ObjectStore } from '../../shared/ports';

/** What the operations read from. */
export interface Dependencies {
  archive: ArchiveReader;
  bucket: ObjectStore;
  stage: string;
  versions: Versions;
}
