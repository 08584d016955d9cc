// SPDX-License-Identifier: Apache-2.0
// A real SMTP server (npm smtp-server) that delivers into a Maildir.
//
//   node tests/support/mail_server.mjs PORT MAILDIR '{"key": FILE, "certificate": FILE, "user": NAME, "password": TEXT}'
//
// With a key and certificate it offers STARTTLS; with a user it takes mails of that one only, who may sign in only over TLS.
// What is delivered begins with headers of its own: X-MailFrom, X-RcptTo, X-User and X-TLS (the protocol; "none").
// The first part of an address says how mail for it is taken: refused… 550 at RCPT; busy… 450 at RCPT the first time;
// full… 452 after the text the first time; spam… 554 after the text; slow… 250 after three seconds.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { SMTPServer } = require('smtp-server');

const [port, folder, told = '{}'] = process.argv.slice(2);
const { key, certificate, user, password } = JSON.parse(told);
const known = new Set();
let delivered = 0;

for (const part of ['tmp', 'new', 'cur']) mkdirSync(join(folder, part), { recursive: true });

const refusal = (responseCode, words) => Object.assign(new Error(words), { responseCode });

function again(address) {
  const before = known.has(address);
  known.add(address);
  return before;
}

// Written beside and moved, so that nobody reads half of it.
function deliver(session, text) {
  const name = `${Date.now()}.${process.pid}_${++delivered}.localhost`;
  const { mailFrom, rcptTo } = session.envelope;
  const head = [`X-MailFrom: ${mailFrom.address}`, `X-RcptTo: ${rcptTo.map((to) => to.address).join(', ')}`, `X-User: ${session.user ?? ''}`,
    `X-TLS: ${session.secure ? (session.tlsOptions?.version ?? 'yes') : 'none'}`];
  writeFileSync(join(folder, 'tmp', name), `${head.join('\n')}\n${text.replaceAll('\r\n', '\n')}`);
  renameSync(join(folder, 'tmp', name), join(folder, 'new', name));
}

const server = new SMTPServer({
  ...(key ? { key: readFileSync(key), cert: readFileSync(certificate) } : { hideSTARTTLS: true }),
  authOptional: !user,
  disabledCommands: user ? [] : ['AUTH'],
  disableReverseLookup: true,
  onAuth({ username, password: given }, session, done) {
    if (username !== user || given !== password) return done(refusal(535, 'Wrong name or password'));
    return done(null, { user: username });
  },
  onRcptTo({ address }, session, done) {
    if (address.startsWith('refused')) return done(refusal(550, 'There is no such mailbox'));
    if (address.startsWith('busy') && !again(address)) return done(refusal(450, 'Come back later'));
    return done();
  },
  onData(stream, session, done) {
    const pieces = [];
    stream.on('data', (piece) => pieces.push(piece));
    stream.on('end', () => {
      const to = session.envelope.rcptTo[0].address;
      if (to.startsWith('spam')) return done(refusal(554, 'This looks like spam'));
      if (to.startsWith('full') && !again(to)) return done(refusal(452, 'The mailbox is full'));
      deliver(session, Buffer.concat(pieces).toString());
      return to.startsWith('slow') ? setTimeout(done, 3000) : done();
    });
  },
});
// Clients that go away, or do not trust the certificate, are none of its trouble.
server.on('error', () => {});
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
