/** First bytes of formats that are not text, with the name that a user knows them by. */
const SIGNATURES: readonly { bytes: readonly number[]; at?: number; name: string }[] = [
  { bytes: ascii('%PDF-'), name: 'a PDF document' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive, or a document made of one (DOCX, XLSX, EPUB, ODT)' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], name: 'an empty ZIP archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], name: 'an old Microsoft Office document (DOC, XLS, MSG)' },
  { bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], name: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG image' },
  { bytes: ascii('GIF8'), name: 'a GIF image' },
  { bytes: [0x49, 0x49, 0x2a, 0x00], name: 'a TIFF image' },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], name: 'a TIFF image' },
  { bytes: [0x42, 0x4d], at: 0, name: 'a BMP image' },
  { bytes: [0x78, 0x9f, 0x3e, 0x22], name: 'an attachment of Outlook (winmail.dat)' },
  { bytes: ascii('RIFF'), name: 'a WAV, AVI or WebP file' },
  { bytes: ascii('ftyp'), at: 4, name: 'an MP4, MOV or HEIC file' },
  { bytes: ascii('ID3'), name: 'an MP3 recording' },
  { bytes: ascii('OggS'), name: 'an Ogg recording' },
  { bytes: [0x1a, 0x45, 0xdf, 0xa3], name: 'a Matroska or WebM video' },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive' },
  { bytes: ascii('BZh'), name: 'a bzip2 archive' },
  { bytes: [0x1f, 0x9d], name: 'a file packed by compress (.Z)' },
  { bytes: [0xff, 0x57, 0x50, 0x43], name: 'a WordPerfect document' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], name: 'an xz archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a Zstandard archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], name: 'a 7z archive' },
  { bytes: ascii('Rar!\x1a\x07'), name: 'a RAR archive' },
  { bytes: ascii('ustar'), at: 257, name: 'a tar archive' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'an ELF program' },
  { bytes: ascii('MZ'), name: 'a Windows program' },
  { bytes: [0xca, 0xfe, 0xba, 0xbe], name: 'a Java class or a macOS program' },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], name: 'a macOS program' },
  { bytes: [0x00, 0x61, 0x73, 0x6d], name: 'a WebAssembly program' },
  { bytes: ascii('SQLite format 3\0'), name: 'a SQLite database' },
  { bytes: ascii('PAR1'), name: 'a Parquet table' },
  { bytes: ascii('bplist'), name: 'a binary property list' },
];

/** What a file that is not text seems to be, by its first bytes; undefined when none is known. */
export function binaryKind(bytes: Uint8Array): { name: string; certain: boolean } | undefined {
  const found = SIGNATURES.find(({ bytes: signature, at = 0 }) =>
    signature.every((byte, index) => bytes[at + index] === byte),
  );
  // A text can begin with letters that are a signature too; %PDF- is no beginning of a text.
  return found && { name: found.name, certain: found.bytes.some((byte) => byte < 0x20 || byte > 0x7e) || isPdf(found) };
}

function isPdf(signature: { bytes: readonly number[] }): boolean {
  return signature.bytes[0] === 0x25;
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
