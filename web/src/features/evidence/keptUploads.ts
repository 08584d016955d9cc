// SPDX-License-Identifier: Apache-2.0
// What this browser remembers of unfinished uploads, so that they go on after the page was closed.

export interface KeptUpload {
  id: string;
  incident: number;
  name: string;
  size: number;
  /** Of the file, in milliseconds: a changed file is another one. */
  modified: number;
  /** Idempotency key of the last request. */
  key: string;
}

const place = 'debrief.uploads';

export function load(storage: Storage | undefined = globalThis.localStorage): KeptUpload[] {
  try {
    const list: unknown = JSON.parse(storage?.getItem(place) ?? '[]');
    return Array.isArray(list) ? list.filter(isKept) : [];
  } catch {
    return [];
  }
}

export function remember(upload: KeptUpload, storage: Storage | undefined = globalThis.localStorage): void {
  save([...load(storage).filter(({ id }) => id !== upload.id), upload], storage);
}

export function forget(id: string, storage: Storage | undefined = globalThis.localStorage): void {
  save(load(storage).filter((each) => each.id !== id), storage);
}

/** The unfinished upload that this file continues. Only its last name counts: a file chosen anew comes without its folder. */
export function continued<T extends Pick<KeptUpload, 'name' | 'size' | 'modified'>>(list: readonly T[], name: string, file: File): T | undefined {
  return list.find((kept) => last(kept.name) === last(name) && kept.size === file.size && kept.modified === file.lastModified);
}

function save(list: KeptUpload[], storage: Storage | undefined): void {
  try {
    storage?.setItem(place, JSON.stringify(list.slice(-200)));
  } catch {
    // Without storage an upload does not survive a reload, and nothing else.
  }
}

function isKept(value: unknown): value is KeptUpload {
  const kept = value as KeptUpload | null;
  return typeof kept?.id === 'string' && typeof kept.incident === 'number' && typeof kept.name === 'string' && typeof kept.size === 'number' && typeof kept.modified === 'number' && typeof kept.key === 'string';
}

const last = (name: string) => name.slice(name.lastIndexOf('/') + 1);
