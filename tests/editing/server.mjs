// SPDX-License-Identifier: Apache-2.0
// `debrief serve` as a process that can be killed and started again at the same address.
import { spawn } from 'node:child_process'
import { existsSync, openSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** DEBRIEF_BIN, or the newest build. */
export function findBinary() {
  if (process.env.DEBRIEF_BIN) return process.env.DEBRIEF_BIN
  const built = ['release', 'dev', 'bench'].map((preset) => join(ROOT, 'build', preset, 'debrief')).filter(existsSync)
  if (!built.length) throw new Error('There is no build of debrief. Run script/build, or set DEBRIEF_BIN.')
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  return port
}

export class Server {
  constructor(binary, folder, { database, name = 'server' } = {}) {
    this.binary = binary
    this.folder = folder
    this.database = database
    this.log = join(folder, `${name}.log`)
  }

  async start() {
    this.port ??= await freePort()
    this.url = `http://127.0.0.1:${this.port}`
    const log = openSync(this.log, 'a')
    const command = ['serve', '--data', join(this.folder, 'data'), '--listen', `127.0.0.1:${this.port}`, '--log-level', 'warning']
    if (this.database) command.push('--database', this.database)
    this.process = spawn(this.binary, command, { stdio: ['ignore', 'ignore', log] })
    this.exit = once(this.process, 'exit')
    for (let tries = 0; tries < 3000; tries++) {
      if (this.process.exitCode !== null) throw new Error(`debrief ended with status ${this.process.exitCode}; see ${this.log}`)
      try {
        if ((await fetch(`${this.url}/readyz`)).ok) return
      } catch {
        // It does not listen yet.
      }
      await sleep(20)
    }
    throw new Error('debrief was not ready within a minute')
  }

  async kill(signal = 'SIGKILL') {
    if (!this.process) return
    this.process.kill(signal)
    const [status] = await this.exit
    this.process = undefined
    return status
  }
}

/** Sends JSON and returns the answer's status, headers and JSON. */
export async function call(url, method, path, { body, token, cookie, headers = {} } = {}) {
  if (token) headers.Authorization = `Bearer ${token}`
  if (cookie) Object.assign(headers, { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const answer = await fetch(url + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: text ? JSON.parse(text) : undefined }
}

/** Accounts with tokens, and an incident with a postmortem: {tokens, path}. */
export async function prepare(url, people, text) {
  const expect = async (status, ...request) => {
    const answer = await call(url, ...request)
    if (answer.status !== status) throw new Error(`${request[0]} ${request[1]} answered ${answer.status}: ${JSON.stringify(answer.json)}`)
    return answer
  }
  const account = (name) => ({ name, email: `${name.toLowerCase()}@example.org`, password: 'a long enough password' })
  const cookieOf = (answer) => answer.headers.get('set-cookie').split(';')[0]
  const admin = cookieOf(await expect(201, 'POST', '/api/v1/setup', { body: account('Ada') }))
  const tokens = []
  for (let i = 0; i < people; i++) {
    const name = `Editor${i}`
    await expect(201, 'POST', '/api/v1/users', { cookie: admin, body: { ...account(name), role: 'editor' } })
    const { email, password } = account(name)
    const cookie = cookieOf(await expect(201, 'POST', '/api/v1/sessions', { headers: { 'Sec-Fetch-Site': 'same-origin' }, body: { email, password } }))
    tokens.push((await expect(201, 'POST', '/api/v1/tokens', { cookie, body: { name: 'editing' } })).json.token)
  }
  const { number } = (await expect(201, 'POST', '/api/v1/incidents', { cookie: admin, body: { title: 'Edited by many' } })).json
  const path = `/api/v1/incidents/${number}/postmortem`
  const drafted = await expect(201, 'POST', path, { cookie: admin, body: {} })
  await expect(200, 'PATCH', path, { cookie: admin, body: { markdown: text }, headers: { 'If-Match': drafted.headers.get('etag') } })
  return { tokens, path }
}
