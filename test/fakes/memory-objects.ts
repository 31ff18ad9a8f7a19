import { createHash } from 'node:crypto';
import type { ObjectInfo, ObjectStore } from '../../shared/ports';

interface Version {
  info: ObjectInfo;
  body: Uint8Array;
}

/** A versioned bucket in memory. */
export class MemoryObjects implements ObjectStore {
  private readonly versions = new Map<string, Version[]>();
  private serial = 0;

  async head(key: string, versionId?: string): Promise<ObjectInfo | undefined> {
    return this.find(key, versionId)?.info;
  }

  async get(key: string, versionId?: string): Promise<Uint8Array | undefined> {
    return this.find(key, versionId)?.body;
  }

  async put(key: string, body: Uint8Array | string, contentType: string): Promise<void> {
    this.drop(key, body, { contentType });
  }

  /** Stores a version and answers what S3 would say of it. */
  drop(
    key: string,
    body: Uint8Array | string,
    facts: Partial<Pick<ObjectInfo, 'contentType' | 'metadata'>> = {},
  ): ObjectInfo {
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    this.serial++;
    const info: ObjectInfo = {
      key,
      versionId: `version-${this.serial}`,
      etag: createHash('md5').update(bytes).digest('hex'),
      bytes: bytes.length,
      lastModified: new Date(Date.UTC(2026, 0, 1) + this.serial * 1000),
      metadata: {},
      ...facts,
    };
    this.versions.set(key, [...(this.versions.get(key) ?? []), { info, body: bytes }]);
    return info;
  }

  remove(key: string): void {
    this.versions.delete(key);
  }

  keys(prefix: string): string[] {
    return [...this.versions.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  private find(key: string, versionId?: string): Version | undefined {
    const all = this.versions.get(key);
    return versionId === undefined ? all?.at(-1) : all?.find(({ info }) => info.versionId === versionId);
  }
}
