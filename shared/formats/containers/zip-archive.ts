import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { UnreadableFileError } from '../../errors';
import { type Budget, LimitReachedError } from '../limits';
import {
  damagedArchive,
  damagedMember,
  encryptedMember,
  expandsTooMuch,
  memberTooLarge,
  nodeError,
  truncatedArchive,
} from './failures';
import { cleanPath } from './path';

const STORED = 0;
const DEFLATED = 8;
/** Unpacked in a thread of its own from here on; below, that costs more than it saves. */
const SYNC_BYTES = 64 * 1024;
/** The ratio says nothing about small files. */
const RATIO_FROM_BYTES = 1024 * 1024;

/** A ZIP archive in memory, and the packages that are made of one (DOCX, ODT). yauzl finds the entries. */
export class ZipArchive {
  private constructor(
    private readonly bytes: Uint8Array,
    private readonly zip: ZipFile,
    /** Without folders, in the order of the central directory. */
    readonly entries: readonly ZipEntry[],
    /** Why the directory could not be read to its end. */
    readonly problem: UnreadableFileError | undefined,
  ) {}

  /** @throws UnreadableFileError `truncated-archive`, `damaged-archive`, `too-many-members` */
  static async open(bytes: Uint8Array, budget: Budget): Promise<ZipArchive> {
    const zip = await openDirectory(bytes);
    const entries: ZipEntry[] = [];
    try {
      for await (const entry of zip.eachEntry()) {
        const name = nameOf(entry);
        if (/[/\\]$/.test(name)) continue;
        entries.push({ path: cleanPath(name), entry });
        if (entries.length > budget.limits.members) throw tooMany(budget.limits.members);
      }
    } catch (error) {
      if (error instanceof UnreadableFileError) throw error;
      const problem = damagedArchive('ZIP archive', nodeError(error).message);
      if (entries.length === 0) throw problem;
      return new ZipArchive(bytes, zip, entries, problem);
    }
    return new ZipArchive(bytes, zip, entries, undefined);
  }

  find(path: string): ZipEntry | undefined {
    return this.entries.find((entry) => entry.path === path);
  }

  /**
   * Unpacks an entry. @throws UnreadableFileError `password-protected`, `compression-not-supported`,
   * `member-too-large`, `expands-too-much`, `damaged-member`
   */
  async read({ entry }: ZipEntry, budget: Budget): Promise<Uint8Array> {
    const { compressedSize, uncompressedSize, compressionMethod } = entry;
    const { memberBytes, ratio } = budget.limits;
    if (entry.isEncrypted()) throw encryptedMember();
    if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw unknownMethod(compressionMethod);
    if (uncompressedSize > memberBytes) throw memberTooLarge(memberBytes);
    if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > ratio * compressedSize) throw expandsTooMuch(ratio);
    const packed = await this.packed(entry);
    const unpacked = compressionMethod === STORED ? packed : await inflate(packed, uncompressedSize);
    if (unpacked.length !== uncompressedSize) throw damagedMember('its size is not what it should be');
    if (crc32(unpacked) !== entry.crc32) throw damagedMember('its checksum is wrong');
    budget.useUnpacked(unpacked.length);
    return unpacked;
  }

  private async packed(entry: Entry): Promise<Uint8Array> {
    try {
      const { fileDataStart } = await this.zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const end = fileDataStart + entry.compressedSize;
      if (end <= this.bytes.length) return this.bytes.subarray(fileDataStart, end);
    } catch (error) {
      throw damagedMember(nodeError(error).message);
    }
    throw damagedMember('it reaches beyond the end of the archive');
  }
}

export interface ZipEntry {
  path: string;
  entry: Entry;
}

async function openDirectory(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false });
  } catch (error) {
    const { message } = nodeError(error);
    throw /signature not found/i.test(message)
      ? truncatedArchive('ZIP archive')
      : damagedArchive('ZIP archive', message);
  }
}

/** UTF-8 where the bytes are (macOS does not say so), else as the entry says, else code page 437. */
function nameOf(entry: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(entry.fileNameRaw);
  } catch {
    return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  }
}

/** @param expected bytes; never more than that are made */
async function inflate(packed: Uint8Array, expected: number): Promise<Uint8Array> {
  // Zlib allocates what it may need: one byte more shows that there is too much.
  const options = { maxOutputLength: expected + 1 };
  try {
    return expected <= SYNC_BYTES ? inflateRawSync(packed, options) : await promisify(inflateRaw)(packed, options);
  } catch (error) {
    throw damagedMember(nodeError(error).message);
  }
}

function unknownMethod(method: number): UnreadableFileError {
  const message = `It is compressed in a way that is not read (method ${method})`;
  const advice = 'Make the archive again with the usual compression (deflate).';
  return new UnreadableFileError('unsupported', 'compression-not-supported', message, advice);
}

function tooMany(limit: number): LimitReachedError {
  return new LimitReachedError('too-many-members', `The archive holds more than ${limit} files`);
}
