import { createHash } from 'node:crypto';
import type { ListedObject, ObjectArchive, ObjectInfo, VersionPosition } from '../../shared/ports';

interface Version {
  info: ObjectInfo;
  body: Uint8Array;
}

/** Called before every write reaches the bucket; throws to crash the writer there. */
export type ObjectGate = (write: { kind: 'put' | 'remove'; key: string }) => void | Promise<void>;

const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** A versioned bucket in memory. */
export class MemoryObjects implements ObjectArchive {
  private readonly versions = new Map<string, Version[]>();
  private serial = 0;
  writes = 0;

  constructor(public gate: ObjectGate = () => {}) {}

  async head(key: string, versionId?: string): Promise<ObjectInfo | undefined> {
    return this.find(key, versionId)?.info;
  }

  async get(key: string, versionId?: string): Promise<Uint8Array | undefined> {
    return this.find(key, versionId)?.body;
  }

  async put(key: string, body: Uint8Array | string, contentType: string): Promise<void> {
    await this.gate({ kind: 'put', key });
    this.writes++;
    this.drop(key, body, { contentType });
  }

  async list(page: { prefix: string; after?: string | undefined; limit: number }) {
    const found = this.listed(page.prefix).filter(
      ({ key, latest }) => latest && (page.after === undefined || key > page.after),
    );
    return { items: found.slice(0, page.limit), more: found.length > page.limit };
  }

  async listVersions(page: { prefix: string; after?: VersionPosition | undefined; limit: number }) {
    const { prefix, after, limit } = page;
    const all = this.listed(prefix);
    const start = after
      ? all.findIndex(({ key, versionId }) => key === after.key && versionId === after.versionId) + 1
      : 0;
    const items = all.slice(start, start + limit);
    const last = items.at(-1);
    const next = last && start + limit < all.length ? { key: last.key, versionId: last.versionId } : undefined;
    return { items, next };
  }

  async remove(versions: readonly Pick<ListedObject, 'key' | 'versionId'>[]): Promise<void> {
    for (const { key, versionId } of versions) {
      await this.gate({ kind: 'remove', key });
      this.writes++;
      const left = (this.versions.get(key) ?? []).filter(({ info }) => info.versionId !== versionId);
      if (versionId === undefined || left.length === 0) this.versions.delete(key);
      else this.versions.set(key, left);
    }
  }

  /** Stores a version and answers what S3 would say of it. */
  drop(
    key: string,
    body: Uint8Array | string,
    facts: Partial<Omit<ObjectInfo, 'key' | 'etag' | 'bytes'>> = {},
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

  /** Holds what another bucket holds. */
  become(other: MemoryObjects): void {
    this.versions.clear();
    for (const [key, versions] of other.versions) this.versions.set(key, [...versions]);
    this.serial = other.serial;
  }

  /** The object vanishes with all its versions. */
  lose(key: string): void {
    this.versions.delete(key);
  }

  keys(prefix: string): string[] {
    return [...this.versions.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** Every version, in the order of keys, newest first. */
  private listed(prefix: string): ListedObject[] {
    return [...this.versions]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, versions]) => ({ key, versions }))
      .sort(byKey)
      .flatMap(({ versions }) =>
        versions.toReversed().map(({ info: { key, versionId, etag, bytes, lastModified } }, at) => {
          return { key, versionId, etag, bytes, lastModified, latest: at === 0, marker: false };
        }),
      );
  }

  private find(key: string, versionId?: string): Version | undefined {
    const all = this.versions.get(key);
    return versionId === undefined ? all?.at(-1) : all?.find(({ info }) => info.versionId === versionId);
  }
}
