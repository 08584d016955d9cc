// SPDX-License-Identifier: Apache-2.0
export interface Dropped {
  /** Path inside the dropped folder, or the file's name. */
  name: string;
  file: File;
}

const limit = 10_000;

/** The files of a drop, folders opened, at most 10,000, in the order of their names. */
export async function filesOf(transfer: DataTransfer): Promise<Dropped[]> {
  // Entries must be asked for before the first await: the transfer is emptied afterwards.
  const entries = Array.from(transfer.items).map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = Array.from(transfer.files);
  const found: Dropped[] = [];
  if (entries.some(Boolean)) for (const entry of entries) if (entry) await walk(entry, found);
  if (!found.length) found.push(...plain.map((file) => ({ name: file.name, file })));
  return sorted(found);
}

/** The files of an <input type="file">, with their folder when one was chosen. */
export function filesOfInput(list: FileList | null): Dropped[] {
  return sorted(Array.from(list ?? [], (file) => ({ name: file.webkitRelativePath || file.name, file })));
}

function sorted(files: Dropped[]): Dropped[] {
  return files.filter(({ name }) => !/(^|\/)(\.DS_Store|Thumbs\.db)$/.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function walk(entry: FileSystemEntry, found: Dropped[]): Promise<void> {
  if (found.length >= limit) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ name: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives its entries in portions, and an empty one at the end.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!portion.length) return;
    for (const child of portion) await walk(child, found);
  }
}
