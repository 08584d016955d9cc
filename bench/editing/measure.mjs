#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// How long a keystroke takes until 50 others have it, alone and while all of them type 3 keys a second.
//
//     bench/editing/measure.mjs [--people 51] [--seconds 20] [--size 50000]
//
// The reference is a WebSocket ping and its pong on the same connections at the same time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinary, prepare, Server } from '../../tests/editing/server.mjs'
import { WebSocket } from '../../tests/editing/websocket.mjs'

const { values } = parseArgs({
  options: { people: { type: 'string', default: '51' }, seconds: { type: 'string', default: '20' }, size: { type: 'string', default: '50000' } },
})
const [count, seconds, size] = [values.people, values.seconds, values.size].map(Number)
const KEYS_A_SECOND = 3
const TARGET = 100

const oldLength = (changes) => changes.reduce((sum, part) => sum + (typeof part === 'number' ? part : part[0]), 0)
const newLength = (changes) => changes.reduce((sum, part) => sum + (typeof part === 'number' ? part : part.slice(1).join('\n').length), 0)

// When each keystroke was sent, and when everybody had it.
const strokes = new Map()
const pings = []

class Typist {
  constructor(i, { url, path, token }) {
    this.id = `typist-${String(i).padStart(4, '0')}`
    this.seq = 0
    this.ready = new Promise((resolve) => (this.resolve = resolve))
    this.socket = new WebSocket(url, `${path}/live`, { Authorization: `Bearer ${token}` }, {
      opened: () => this.say({ type: 'open', client: this.id, edition: null }),
      received: (text) => this.receive(JSON.parse(text)),
      closed: (code, reason) => {
        if (!this.left) throw new Error(`${this.id} was disconnected: ${code} ${reason}`)
      },
    })
  }

  say(message) {
    this.socket.send(JSON.stringify(message))
  }

  receive(message) {
    const now = performance.now()
    if (message.type === 'snapshot') {
      this.edition = message.edition
      this.length = message.text.length
      this.resolve()
    } else if (message.type === 'updates') {
      for (const { client, seq, changes } of message.updates) {
        if (oldLength(changes) !== this.length) throw new Error(`${this.id}: an update does not fit`)
        this.length = newLength(changes)
        if (client === this.id) this.waiting = false
        else strokes.get(`${client} ${seq}`)?.seen.push(now)
      }
      this.edition = message.edition
    } else if (message.type === 'pong') {
      pings.push(now - this.pinged)
    } else if (message.type === 'refused') {
      throw new Error(`${this.id} was refused: ${JSON.stringify(message)}`)
    }
  }

  type() {
    if (this.waiting) return
    this.waiting = true
    const at = Math.floor(Math.random() * (this.length + 1))
    const changes = [at, [0, 'x'], this.length - at].filter((part) => part !== 0)
    strokes.set(`${this.id} ${++this.seq}`, { sent: performance.now(), seen: [] })
    this.say({ type: 'push', edition: this.edition, updates: [{ seq: this.seq, changes }] })
  }

  ping() {
    this.pinged = performance.now()
    this.say({ type: 'ping' })
  }
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

function print(what, numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(sorted, share).toFixed(1).padStart(7))
  const max = sorted.at(-1).toFixed(1).padStart(7)
  console.log(`  ${what.padEnd(34)} p50 ${p50} ms   p95 ${p95} ms   p99 ${p99} ms   max ${max} ms   (${sorted.length})`)
  return quantile(sorted, 0.95)
}

// Lets `typists` type, and prints how long it took until the others had each key.
async function measure(what, people, typists) {
  strokes.clear()
  pings.length = 0
  const timers = typists.map((typist) => {
    const begin = Math.random() * 1000 / KEYS_A_SECOND
    return setTimeout(() => {
      typist.type()
      typist.timer = setInterval(() => typist.type(), 1000 / KEYS_A_SECOND)
    }, begin)
  })
  const pinging = setInterval(() => people.at(-1).ping(), 100)
  await sleep(seconds * 1000)
  timers.forEach(clearTimeout)
  typists.forEach((typist) => clearInterval(typist.timer))
  clearInterval(pinging)
  await sleep(1000)
  const all = [...strokes.values()]
  const missing = all.filter(({ seen }) => seen.length < people.length - 1).length
  console.log(`${what}: ${all.length} keys, ${missing} of them not seen by everybody`)
  print('seen by each of the others', all.flatMap(({ sent, seen }) => seen.map((at) => at - sent)))
  const p95 = print('seen by the last of them', all.filter(({ seen }) => seen.length).map(({ sent, seen }) => Math.max(...seen) - sent))
  print('reference: ping and pong', pings)
  console.log(`  target: p95 ${TARGET} ms for the last of them: ${p95 <= TARGET ? 'met' : 'MISSED'}`)
}

const folder = mkdtempSync(join(tmpdir(), 'debrief-editing-bench-'))
const server = new Server(findBinary(), folder, { database: process.env.DEBRIEF_TEST_POSTGRESQL })
try {
  await server.start()
  const line = 'The disk of the primary was full, and nobody was told.\n'
  const { tokens, path } = await prepare(server.url, 5, line.repeat(Math.ceil(size / line.length)))
  const people = Array.from({ length: count }, (_, i) => new Typist(i, { url: server.url, path, token: tokens[i % tokens.length] }))
  await Promise.all(people.map((typist) => typist.ready))
  await sleep(1000)
  await measure(`one of ${count} types ${KEYS_A_SECOND} keys a second`, people, people.slice(0, 1))
  await measure(`${count - 1} of ${count} type ${KEYS_A_SECOND} keys a second each`, people, people.slice(0, -1))
  for (const typist of people) {
    typist.left = true
    typist.socket.cut()
  }
} finally {
  await server.kill('SIGTERM')
  rmSync(folder, { recursive: true })
}
