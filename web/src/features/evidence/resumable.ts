// SPDX-License-Identifier: Apache-2.0
// A large file in pieces: the server says how far it has got, and we go on from there, after any trouble.
import { api, freshKey, once, take } from '$api/client';
import { ApiProblem, toProblem } from '$api/problem';
import type { components } from '$api/schema';

export type ResumableUpload = components['schemas']['ResumableUpload'];

/** What the sender asks of the server. */
export interface Wire {
  begin(name: string, size: number): Promise<ResumableUpload>;
  get(id: string): Promise<ResumableUpload>;
  piece(id: string, offset: number, bytes: Blob, signal: AbortSignal): Promise<ResumableUpload>;
  finish(id: string, goal: { incident: number; zone: string }, key: string): Promise<void>;
  cancel(id: string): Promise<void>;
}

export const server: Wire = {
  begin: (name, size) => take(api.POST('/api/v1/resumable-uploads', { body: { name, size } })),
  get: (id) => take(api.GET('/api/v1/resumable-uploads/{id}', { params: { path: { id } } })),
  async piece(id, offset, bytes, signal) {
    const response = await fetch(`/api/v1/resumable-uploads/${encodeURIComponent(id)}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) },
      body: bytes,
      signal,
    });
    if (!response.ok) throw new ApiProblem({ ...((await response.json().catch(() => ({}))) as object), status: response.status });
    return (await response.json()) as ResumableUpload;
  },
  async finish(id, goal, key) {
    await take(api.POST('/api/v1/resumable-uploads/{id}/finish', { params: { path: { id } }, body: goal, headers: once(key) }));
  },
  async cancel(id) {
    await take(api.DELETE('/api/v1/resumable-uploads/{id}', { params: { path: { id } } }));
  },
};

const leastPiece = 512 * 1024;
const longestWait = 30_000;

export interface Progress {
  /** Bytes that the server has on its disk. */
  sent(bytes: number): void;
  /** The connection is gone or the server busy; null when it goes on. */
  trouble(problem: ApiProblem | null): void;
}

/** Rests for a while, or less when told to stop. */
export function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}

/**
 * Sends what is missing of a file. Waits and tries again for as long as the trouble may pass; throws what the server
 * refuses for good, and an AbortError when told to stop. Pieces grow with the connection, so that progress shows on a
 * slow one too.
 */
export async function sendPieces(wire: Wire, file: Blob, id: string, progress: Progress, signal: AbortSignal, pause = rest): Promise<void> {
  let upload = await patiently(() => wire.get(id), progress, signal, pause);
  let size = leastPiece;
  progress.sent(upload.received);
  while (upload.received < file.size) {
    const begun = performance.now();
    try {
      upload = await wire.piece(id, upload.received, file.slice(upload.received, upload.received + Math.min(size, upload.piece_bytes)), signal);
      progress.trouble(null);
      if (performance.now() - begun < 1000) size = Math.min(size * 2, upload.piece_bytes);
    } catch (cause) {
      signal.throwIfAborted();
      const problem = await readable(file, upload.received, cause);
      // 409: the server stands elsewhere than we think, for it has more, or is still writing.
      if (!problem.passing && problem.status !== 409) throw problem;
      size = leastPiece;
      progress.trouble(problem);
      await pause(1000, signal);
      upload = await patiently(() => wire.get(id), progress, signal, pause);
    }
    progress.sent(upload.received);
  }
}

/** Repeats until it succeeds or is refused for good. */
export async function patiently<T>(ask: () => Promise<T>, progress: Progress, signal: AbortSignal, pause = rest): Promise<T> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, longestWait)) {
    signal.throwIfAborted();
    try {
      const answer = await ask();
      progress.trouble(null);
      return answer;
    } catch (cause) {
      signal.throwIfAborted();
      const problem = toProblem(cause);
      if (!problem.passing) throw problem;
      progress.trouble(problem);
    }
    await pause(wait, signal);
  }
}

// A file that was changed or removed since it was chosen fails as a broken connection does.
async function readable(file: Blob, offset: number, cause: unknown): Promise<ApiProblem> {
  const problem = toProblem(cause);
  if (problem.status !== 0) return problem;
  try {
    await file.slice(offset, offset + 1).arrayBuffer();
    return problem;
  } catch {
    return new ApiProblem({ status: 422, title: 'The file cannot be read any more', detail: 'The file was changed, moved or removed since it was chosen.', help: 'Choose it again.' });
  }
}

export const newKey = freshKey;
