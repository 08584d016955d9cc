#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Many people write one postmortem: random edits, lost connections, work offline, pages that are loaded again, and
// kill -9 of the server. At the end all copies are equal, and whatever was acknowledged is there, unless somebody who
// saw it deleted it.
//
//     tests/editing/run.mjs [--operations 50000] [--people 50] [--seed N] [--servers 1] [--kills 6]
//
// The clients are CodeMirror's own collab extension on real WebSockets; the binary is the newest build, or
// DEBRIEF_BIN. With DEBRIEF_TEST_POSTGRESQL (tests/support/postgres.py) the store is PostgreSQL, and --servers may be
// more than one. EDITING_OPERATIONS=1000000 is the nightly size.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { Chance } from './chance.mjs'
import { ChangeSet, textOf } from './editor.mjs'
import { Person } from './person.mjs'
import { call, findBinary, prepare, Server } from './server.mjs'

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: process.env.EDITING_OPERATIONS ?? '50000' },
    people: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    servers: { type: 'string', default: '1' },
    kills: { type: 'string', default: '6' },
  },
})
const [operations, count, seed, serverCount, kills] =
  [values.operations, values.people, values.seed, values.servers, values.kills].map(Number)
const FIRST_TEXT = '# What happened 🙂\n\nÄrger mit der Platte.\n\n[first.0]\n'
const PATIENCE = 120_000

const chance = new Chance(seed)
const problems = []
const checks = { passed: 0, failed: 0 }
function report(problem) {
  if (problems.push(problem) <= 10) console.log(`  ${problem}`)
}
function check(what, holds, details = '') {
  holds ? checks.passed++ : checks.failed++
  if (!holds) console.log(`FAILED: ${what} ${details}`)
}

const folder = mkdtempSync(join(tmpdir(), 'debrief-editing-'))
const database = process.env.DEBRIEF_TEST_POSTGRESQL
const servers = Array.from({ length: serverCount }, (_, i) => new Server(findBinary(), folder, { database, name: `server${i}` }))
const urlOf = (i) => servers[i % servers.length].url
const world = { operations, done: 0, typing: true, deleted: new Set(), acknowledged: new Set() }

async function killNow(server) {
  await server.kill()
  await sleep(chance.between(0, 300))
  await server.start()
}

// Somebody with a script, who replaces the whole text.
async function replaceSometimes(path, token) {
  for (let i = 0; world.typing; i++) {
    await sleep(700)
    try {
      const seen = await call(urlOf(i), 'GET', path, { token })
      const mark = `[script.${i}]`
      const answer = await call(urlOf(i), 'PATCH', path,
        { token, headers: { 'If-Match': seen.headers.get('etag') }, body: { markdown: `${seen.json.markdown}${mark}\r\n` } })
      if (answer.status === 200) world.acknowledged.add(mark)
      else if (answer.status !== 412 && answer.status !== 503) report(`PATCH answered ${answer.status}: ${JSON.stringify(answer.json)}`)
    } catch {
      // A server is away.
    }
  }
}

async function type(people) {
  const began = Date.now()
  let killed = 0
  let told = began
  while (world.done < operations) {
    await sleep(5)
    if (problems.length > 20) return
    if (killed < kills && world.done >= ((killed + 1) * operations) / (kills + 1)) {
      killed++
      await killNow(chance.pick(servers))
    }
    if (Date.now() - told > 15_000) {
      told = Date.now()
      console.log(`  ${world.done} operations in ${Math.round((told - began) / 1000)} s, edition ${people[0].editor.edition}`)
    }
  }
}

async function settle(people, path, token) {
  const until = Date.now() + PATIENCE
  for (;;) {
    const { json } = await call(urlOf(0), 'GET', path, { token })
    const settled = people.every(({ editor }) => editor.opened && !editor.unconfirmed.length && editor.edition === json.edition)
    if (settled) return json
    if (Date.now() > until) {
      const late = people.filter(({ editor }) => editor.edition !== json.edition || editor.unconfirmed.length)
      report(`${late.length} copies did not come to edition ${json.edition}: ` + late.slice(0, 5)
        .map(({ editor }) => `${editor.id} at ${editor.edition}, ${editor.unconfirmed.length} unconfirmed, ${editor.opened}`).join('; '))
      return json
    }
    for (const person of people) person.hurry()
    await sleep(200)
  }
}

// The text that follows from the edits alone, by CodeMirror.
async function replay(path, token) {
  let text = textOf(FIRST_TEXT)
  let edition = 1 // the edit that made FIRST_TEXT of the draft
  for (;;) {
    const { json } = await call(urlOf(0), 'GET', `${path}/edits?after=${edition}`, { token })
    if (!json.items.length) return { text: text.toString(), edition }
    for (const edit of json.items) {
      if (edit.edition !== ++edition) report(`edition ${edit.edition} follows ${edition - 1}`)
      text = ChangeSet.fromJSON(edit.changes).apply(text)
    }
  }
}

async function checkAll(people, path, token) {
  const document = await settle(people, path, token)
  for (const { editor } of people) {
    const same = editor.state.doc.toString() === document.markdown && editor.base.toString() === document.markdown
    check(`the copy of ${editor.id} is the server's text`, same, `(edition ${editor.edition} of ${document.edition})`)
  }
  const present = new Set(document.markdown.match(/\[[^\[\]]*\]/g))
  const lost = [...world.acknowledged].filter((mark) => !present.has(mark) && !world.deleted.has(mark))
  check('every acknowledged insertion is there', lost.length === 0, `${lost.length} lost, such as ${lost.slice(0, 5)}`)
  const replayed = await replay(path, token)
  check('the edits lead to the text', replayed.text === document.markdown && replayed.edition === document.edition)
  for (const server of servers) await killNow(server)
  const after = (await call(urlOf(0), 'GET', path, { token })).json
  check('the text outlives the server', after.markdown === document.markdown && after.edition === document.edition)
  const { json } = await call(urlOf(0), 'GET', `${path}/authorship`, { token })
  check('the authorship covers the text', json.spans.reduce((sum, span) => sum + span.length, 0) === document.markdown.length)
  return document
}

console.log(`seed ${seed}: ${operations} operations, ${count} people, ${serverCount} servers on ${database ? 'PostgreSQL' : 'SQLite'}`)
try {
  const began = Date.now()
  for (const server of servers) await server.start()
  const { tokens, path } = await prepare(urlOf(0), 5, FIRST_TEXT)
  const people = Array.from({ length: count }, (_, i) => new Person(world, {
    id: `person-${i}-${seed}`, token: tokens[i % tokens.length], path, report,
    url: () => urlOf(i), chance: new Chance(seed * 1000 + i),
  }))
  for (const person of people) person.begin()
  const script = replaceSometimes(path, tokens[0])
  await type(people)
  world.typing = false
  await script
  const document = await checkAll(people, path, tokens[0])
  check('nobody met anything that was not promised', problems.length === 0, problems.slice(0, 3).join('\n'))
  const sum = (name) => people.reduce((total, person) => total + person.counts[name], 0)
  console.log(`${world.done} operations in ${Math.round((Date.now() - began) / 1000)} s: edition ${document.edition}, ` +
    `${world.acknowledged.size} insertions acknowledged, ${world.deleted.size} deleted, ${document.markdown.length} units left; ` +
    `${sum('lost')} connections lost, ${sum('offline')} times offline, ${sum('reloads')} reloads, ${sum('beacons')} beacons, ${kills + 1} kills`)
  for (const person of people) person.end()
  for (const server of servers) check('the server stops as it is asked to', (await server.kill('SIGTERM')) === 0)
} finally {
  for (const server of servers) await server.kill()
  if (checks.failed === 0) rmSync(folder, { recursive: true })
  else console.log(`The store and the logs are in ${folder}`)
}
console.log(`${checks.passed} passed, ${checks.failed} failed`)
process.exit(checks.failed > 0 ? 1 : 0)
