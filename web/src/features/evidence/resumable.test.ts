// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '$api/problem';
import { patiently, rest, sendPieces, server, type ResumableUpload, type Wire } from './resumable';

/** A server in memory, with trouble at chosen requests. */
class FakeServer implements Wire {
  stored = new Uint8Array(0);
  pieces: number[] = [];
  trouble: (() => void)[] = [];

  #upload(size = 0): ResumableUpload {
    return { id: 'u', name: 'app.log', size, sha256: null, received: this.stored.length, piece_bytes: 1024 * 1024, created_at: '', expires_at: '' };
  }
  begin = (_: string, size: number) => Promise.resolve(this.#upload(size));
  get = () => Promise.resolve(this.#upload());
  piece = async (_: string, offset: number, bytes: Blob): Promise<ResumableUpload> => {
    this.trouble.shift()?.();
    if (offset !== this.stored.length) throw new ApiProblem({ status: 409, detail: 'the upload stands elsewhere' });
    this.take(new Uint8Array(await bytes.arrayBuffer()));
    return this.#upload();
  };
  take(bytes: Uint8Array): void {
    this.pieces.push(bytes.length);
    const all = new Uint8Array(this.stored.length + bytes.length);
    all.set(this.stored);
    all.set(bytes, this.stored.length);
    this.stored = all;
  }
  finish = () => Promise.resolve();
  cancel = () => Promise.resolve();
}

const bytes = (length: number) => new Uint8Array(length).map((_, at) => (at * 31) % 251);
const nothing = { sent: () => undefined, trouble: () => undefined };
const atOnce = () => Promise.resolve();

describe('sendPieces', () => {
  it('sends the whole file in pieces that grow up to what the server takes', async () => {
    const wire = new FakeServer();
    const whole = bytes(3 * 1024 * 1024 + 7);
    const seen: number[] = [];
    await sendPieces(wire, new Blob([whole]), 'u', { ...nothing, sent: (at) => seen.push(at) }, new AbortController().signal, atOnce);
    expect(Buffer.compare(wire.stored, whole)).toBe(0);
    expect(wire.pieces[0]).toBe(512 * 1024);
    expect(Math.max(...wire.pieces)).toBe(1024 * 1024);
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(whole.length);
  });

  it('goes on where the upload stands', async () => {
    const wire = new FakeServer();
    const whole = bytes(700_000);
    wire.take(whole.slice(0, 500_000));
    await sendPieces(wire, new Blob([whole]), 'u', nothing, new AbortController().signal, atOnce);
    expect(Buffer.compare(wire.stored, whole)).toBe(0);
  });

  it('asks how far it has got after a broken connection, whether the piece arrived or not', async () => {
    const wire = new FakeServer();
    const whole = bytes(2_000_000);
    const told: (number | null)[] = [];
    wire.trouble = [
      () => undefined,
      () => { throw new TypeError('Failed to fetch'); },
      () => { wire.take(whole.slice(wire.stored.length, wire.stored.length + 1000)); throw new TypeError('the answer was lost'); },
      () => { throw new ApiProblem({ status: 503 }); },
    ];
    await sendPieces(wire, new Blob([whole]), 'u', { ...nothing, trouble: (problem) => told.push(problem?.status ?? null) }, new AbortController().signal, atOnce);
    expect(Buffer.compare(wire.stored, whole)).toBe(0);
    expect(told).toContain(0);
    expect(told).toContain(503);
    expect(told.at(-1)).toBeNull();
  });

  it('gives up on what the server refuses for good', async () => {
    const wire = new FakeServer();
    wire.trouble = [() => { throw new ApiProblem({ status: 413, detail: 'too large' }); }];
    await expect(sendPieces(wire, new Blob([bytes(10)]), 'u', nothing, new AbortController().signal, atOnce)).rejects.toThrow(ApiProblem);
  });

  it('does not wait for its next try once it is told to stop', async () => {
    const stop = new AbortController();
    const began = performance.now();
    const ask = () => {
      stop.abort();
      return Promise.reject(new ApiProblem({ status: 503 }));
    };
    await expect(patiently(ask, nothing, stop.signal)).rejects.toThrow('abort');
    await rest(60_000, stop.signal);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('takes an answer that broke off for no answer', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"id": "u", "recei', { status: 200 })));
    await expect(server.piece('u', 0, new Blob(['x']), new AbortController().signal)).rejects.toThrow();
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('no JSON', { status: 413 })));
    await expect(server.piece('u', 0, new Blob(['x']), new AbortController().signal)).rejects.toThrow(ApiProblem);
    vi.unstubAllGlobals();
  });

  it('stops when it is told to', async () => {
    const wire = new FakeServer();
    const stop = new AbortController();
    wire.trouble = [() => { stop.abort(); throw new DOMException('aborted', 'AbortError'); }];
    await expect(sendPieces(wire, new Blob([bytes(10)]), 'u', nothing, stop.signal, atOnce)).rejects.toThrow('abort');
    expect(wire.stored.length).toBe(0);
  });
});
