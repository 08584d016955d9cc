// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const program = process.env['DEBRIEF_BIN'];

export interface Server {
  url: string;
  /** Stops it and, unless `keep`, removes its data. */
  stop(): Promise<void>;
  /** As when the machine loses power: no time to clean up. */
  kill(): Promise<void>;
  /** Starts again with the same data on the same port. */
  restart(): Promise<void>;
}

/** Starts the real server on a free port with data of its own. */
export async function startServer(...options: string[]): Promise<Server> {
  if (!program) throw new Error('DEBRIEF_BIN names no program: set it to the path of the built server.');
  const data = mkdtempSync(join(tmpdir(), 'debrief-browser-'));
  let child = run(data, '127.0.0.1:0', options);
  const url = await address(child);
  return {
    url,
    async stop() {
      await end(child, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child = run(data, new URL(url).host, options);
      await address(child);
    },
  };
}

function run(data: string, listen: string, options: string[]): ChildProcess {
  return spawn(program!, ['serve', '--data', data, '--listen', listen, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const read = (line: string) => {
      said.push(line);
      const found = /listening on (http:\/\/[\w.:[\]-]+)/.exec(line)?.[1];
      if (found) resolve(found);
    };
    createInterface({ input: child.stdout! }).on('line', read);
    createInterface({ input: child.stderr! }).on('line', read);
    child.on('exit', (code) => reject(new Error(`The server ended with ${code} before it listened:\n${said.join('\n')}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
