#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Asks CodeMirror and src/changeset the same random questions about changes to texts, and compares the answers.
//
//     tests/changeset/compare.mjs [--cases 60000] [--seed N]
//
// The program that answers for src/changeset is build/dev/tests/changeset/changeset_answers, or CHANGESET_ANSWERS.
// ctest runs it, too. Status 77: CodeMirror is not installed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createInterface } from 'node:readline'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const CODEMIRROR = resolve(ROOT, 'web/node_modules/@codemirror/state/dist/index.js')
if (!existsSync(CODEMIRROR)) {
  console.log('CodeMirror is not installed. Run script/bootstrap web.')
  process.exit(77)
}
const { ChangeSet, Text } = await import(CODEMIRROR)

const { values: options } = parseArgs({
  options: { cases: { type: 'string', default: '60000' }, seed: { type: 'string', default: String(Date.now() % 1e9) } },
})
const program = process.env.CHANGESET_ANSWERS ?? resolve(ROOT, 'build/dev/tests/changeset/changeset_answers')

// mulberry32
let state = Number(options.seed) >>> 0
function chance() {
  state = (state + 0x6d2b79f5) >>> 0
  let t = Math.imul(state ^ (state >>> 15), state | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const below = (n) => Math.floor(chance() * n)
const pick = (list) => list[below(list.length)]

const PIECES = ['a', 'bc', 'word ', '\n', '\n\n', 'ä', '漢字', '🙂', '👩‍🚀', '"', '\\', '\t', '\u0001', '\u2028', '# ', '']
const MOSTLY_SHORT = [0, 1, 2, 3, 5, 8, 30]

function randomText(pieces = pick(MOSTLY_SHORT)) {
  let text = ''
  for (let i = 0; i < pieces; i++) text += pick(PIECES)
  return text
}

// A place between characters, from `from` on.
function place(text, from) {
  const at = from + below(text.length - from + 1)
  const splits = at > from && at < text.length && /[\uDC00-\uDFFF]/.test(text[at]) && /[\uD800-\uDBFF]/.test(text[at - 1])
  return splits ? at - 1 : at
}

// Like ChangeSet.of, which cannot make adjacent changes that stay apart; mapping makes such.
function randomChange(text) {
  const parts = []
  let position = 0
  for (let i = below(4); i > 0; i--) {
    const from = chance() < 0.2 ? position : place(text, position)
    const to = chance() < 0.5 ? from : place(text, from)
    const insert = chance() < 0.3 ? '' : randomText(pick([1, 1, 2, 3]))
    if (from > position) parts.push(from - position)
    if (insert) parts.push([to - from, ...insert.split('\n')])
    else if (to > from) parts.push([to - from])
    position = to
  }
  if (position < text.length) parts.push(text.length - position)
  return ChangeSet.fromJSON(parts)
}

const apply = (change, text) => change.apply(Text.of(text.split('\n'))).toString()

// What receiveUpdates makes of unconfirmed updates that it is given one by one.
function rebaseOneByOne(updates, over) {
  for (const other of over) {
    if (updates.length && updates[0].client === other.client && updates[0].seq === other.seq) {
      updates = updates.slice(1)
      continue
    }
    let changes = other.changes
    updates = updates.map((update) => {
      const moved = { ...update, changes: update.changes.map(changes) }
      changes = changes.map(update.changes, true)
      return moved
    })
  }
  return updates
}

function randomUpdates(client, text, count) {
  const updates = []
  for (let seq = 1; seq <= count; seq++) {
    const changes = randomChange(text)
    updates.push({ client, seq, changes })
    text = apply(changes, text)
  }
  return updates
}

// Some updates of mine, of which others came between, and the first few were accepted before.
function rebaseQuestion(text) {
  const mine = randomUpdates('mine', text, 1 + below(4))
  const over = []
  let left = mine
  for (let i = below(5); i > 0; i--) {
    if (left.length && chance() < 0.3) {
      over.push(left[0])
      text = apply(left[0].changes, text)
      left = left.slice(1)
    } else {
      const other = { client: 'other', seq: i, changes: randomChange(text) }
      over.push(other)
      text = apply(other.changes, text)
      left = rebaseOneByOne(left, [other])
    }
  }
  return [{ ask: 'rebase', updates: mine, over }, left.map((update) => update.changes)]
}

const QUESTIONS = [
  (text) => {
    const a = randomChange(text)
    return [{ ask: 'apply', text, a }, apply(a, text)]
  },
  (text) => {
    const a = randomChange(text)
    const b = randomChange(apply(a, text))
    return [{ ask: 'compose', a, b }, a.compose(b)]
  },
  (text) => {
    const [a, b, before] = [randomChange(text), randomChange(text), chance() < 0.5]
    return [{ ask: 'map', a, b, before }, a.map(b, before)]
  },
  // Of changes that were composed and mapped themselves.
  (text) => {
    const first = randomChange(text)
    const a = first.compose(randomChange(apply(first, text)))
    const other = randomChange(text)
    const before = chance() < 0.5
    const b = other.compose(randomChange(text).map(other, chance() < 0.5))
    return [{ ask: 'map', a, b, before }, a.map(b, before)]
  },
  (text) => {
    const [a, position, after] = [randomChange(text), place(text, 0), chance() < 0.5]
    return [{ ask: 'position', a, position, after }, a.mapPos(position, after ? 1 : -1)]
  },
  rebaseQuestion,
]

// A difference is right when it leads to the text; CodeMirror applies it.
function differenceQuestion(text) {
  const to = chance() < 0.5 ? randomText() : apply(randomChange(text), text)
  return [{ ask: 'difference', text, to }, (answer) => apply(ChangeSet.fromJSON(answer), text) === to]
}

function agrees(expected, answer) {
  if (typeof expected === 'function') return expected(JSON.parse(answer))
  return JSON.stringify(JSON.parse(answer)) === JSON.stringify(expected)
}

const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
const counts = { passed: 0, failed: 0 }
const cases = Number(options.cases)
const BATCH = 500
console.log(`seed ${options.seed}`)
for (let done = 0; done < cases; done += BATCH) {
  const batch = []
  for (let i = 0; i < Math.min(BATCH, cases - done); i++) {
    const text = randomText()
    batch.push(pick([...QUESTIONS, differenceQuestion])(text))
  }
  const lines = batch.map(([question]) => JSON.stringify(question) + '\n').join('')
  if (!child.stdin.write(lines)) await once(child.stdin, 'drain')
  for (const [question, expected] of batch) {
    const { value: answer, done: ended } = await answers.next()
    if (ended) throw new Error(`${program} ended early`)
    if (agrees(expected, answer)) {
      counts.passed++
    } else if (++counts.failed <= 5) {
      console.log(`asked    ${JSON.stringify(question)}\nexpected ${JSON.stringify(expected)}\ngot      ${answer}`)
    }
  }
}
child.stdin.end()
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
