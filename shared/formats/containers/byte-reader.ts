/** Reads lines and counted bytes from chunks that come one after the other. */
export class ByteReader {
  private buffer: Uint8Array = new Uint8Array();
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** A line without its end, as Latin-1; undefined at the end of the stream, or when it has more than `longest` bytes. */
  async line(longest: number): Promise<string | undefined> {
    let searched = 0;
    for (;;) {
      const end = this.buffer.indexOf(0x0a, searched);
      if (end !== -1 && end <= longest) return latin1(this.cut(end + 1)).replace(/\r?\n$/, '');
      searched = this.buffer.length;
      if (searched > longest) return undefined;
      if (!(await this.more())) return searched === 0 ? undefined : latin1(this.cut(searched));
    }
  }

  /** So many bytes, or what there is up to the end of the stream. */
  async take(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.buffer.length === 0 && !(await this.more())) break;
      const part = this.cut(Math.min(missing, this.buffer.length));
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** Passes over so many bytes; answers how many there were. */
  async skip(length: number): Promise<number> {
    let missing = length;
    while (missing > 0) {
      if (this.buffer.length === 0 && !(await this.more())) break;
      missing -= this.cut(Math.min(missing, this.buffer.length)).length;
    }
    return length - missing;
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private cut(length: number): Uint8Array {
    const part = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    return part;
  }

  private async more(): Promise<boolean> {
    const next = await this.chunks.next();
    if (next.done) return false;
    this.buffer = this.buffer.length === 0 ? next.value : Buffer.concat([this.buffer, next.value]);
    return true;
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
