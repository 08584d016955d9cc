// SPDX-License-Identifier: Apache-2.0
// A receiver of webhooks that checks signatures with npm standardwebhooks, and keeps what came in memory.
//
//   node tests/deliveries/receiver.mjs PORT
//
// What it answers depends on the path: /ok… 200, /slow… 200 after ten seconds, /flaky… 500 the first time for each id,
// /busy… 429 with Retry-After: 1 the first time, /gone… 410, /refused… 400, /elsewhere… a redirect to /inside, /chat… "ok".
// POST /control/key?path=… with a signing key as the body: what comes at the path must verify with it.
// GET /control/log tells what came since the last time: [{path, id, at, verified, status, body}].
import { createRequire } from 'node:module';
import { createServer } from 'node:http';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { Webhook } = require('standardwebhooks');

const keys = new Map();
const seen = new Set();
let log = [];

function status(path, id) {
  const again = seen.has(`${path} ${id}`);
  seen.add(`${path} ${id}`);
  if (path.startsWith('/flaky')) return again ? 204 : 500;
  if (path.startsWith('/busy')) return again ? 200 : 429;
  if (path.startsWith('/gone')) return 410;
  if (path.startsWith('/refused')) return 400;
  if (path.startsWith('/elsewhere')) return 302;
  return 200;
}

function verified(path, body, headers) {
  if (!keys.has(path)) return null;
  try {
    new Webhook(keys.get(path)).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

const server = createServer((request, response) => {
  const at = Date.now();
  const url = new URL(request.url, 'http://receiver');
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const body = Buffer.concat(pieces).toString();
    if (url.pathname === '/control/key') {
      keys.set(url.searchParams.get('path'), body);
      return response.end();
    }
    if (url.pathname === '/control/log') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(log));
      log = [];
      return undefined;
    }
    const id = request.headers['webhook-id'] ?? null;
    const answer = status(url.pathname, id);
    log.push({ path: url.pathname, method: request.method, id, at, verified: verified(url.pathname, body, request.headers), status: answer, body, signature: request.headers['webhook-signature'] ?? null });
    response.statusCode = answer;
    if (answer === 429) response.setHeader('Retry-After', '1');
    if (answer === 302) response.setHeader('Location', `http://127.0.0.1:${server.address().port}/inside/metadata`);
    const say = () => response.end(answer === 204 ? '' : 'ok');
    if (url.pathname.startsWith('/slow')) setTimeout(say, 10_000).unref();
    else say();
    return undefined;
  });
});
server.keepAliveTimeout = 1000;
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
