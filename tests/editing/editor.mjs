// SPDX-License-Identifier: Apache-2.0
// A person who edits: the copy of the text is kept by CodeMirror's own state and collab extension, as in a browser.
import { join } from 'node:path'
import { call, ROOT } from './server.mjs'
import { WebSocket } from './websocket.mjs'

const modules = join(ROOT, 'web/node_modules/@codemirror')
const { ChangeSet, EditorState, StateEffect, Text } = await import(join(modules, 'state/dist/index.js'))
const { collab, getSyncedVersion, receiveUpdates, sendableUpdates } = await import(join(modules, 'collab/dist/index.js'))

export { ChangeSet, Text }
export const textOf = (string) => Text.of(string.split('\n'))

const MOST_A_PUSH = 100

// Makes collab keep an update that changes nothing any more, because others deleted what it was about: it has its
// number all the same.
const nothingLeft = StateEffect.define()

export class Editor {
  /** `report(problem)` is called when the server or the algorithm does not keep its promise. */
  constructor(id, { url, path, token, report }) {
    Object.assign(this, { id, url, path, token, report })
    this.state = undefined
    this.base = undefined // the text of the edition that is synchronised
    this.confirmed = 0 // own updates that came back
    this.pushedUpTo = 0 // the last seq that is under way
    this.opened = false
    this.onUpdate = () => {}
    this.onConfirmed = () => {}
    this.onPeople = () => {}
  }

  get online() {
    return this.socket !== undefined
  }

  get edition() {
    return this.state ? getSyncedVersion(this.state) : null
  }

  get unconfirmed() {
    return this.state ? sendableUpdates(this.state) : []
  }

  connect(url = this.url) {
    this.url = url
    this.opened = false
    const socket = new WebSocket(url, `${this.path}/live`, { Authorization: `Bearer ${this.token}` }, {
      opened: () => socket.send(JSON.stringify({ type: 'open', client: this.id, edition: this.edition })),
      received: (text) => {
        if (this.socket === socket) this.receive(JSON.parse(text))
      },
      closed: (code, reason) => {
        if (this.socket !== socket) return
        this.socket = undefined
        this.opened = false
        this.onClosed?.(code, reason)
      },
    })
    this.socket = socket
  }

  disconnect() {
    const { socket } = this
    this.socket = undefined
    this.opened = false
    socket?.cut()
  }

  /** Forgets everything but what a browser keeps in its storage. */
  reload() {
    const kept = JSON.parse(JSON.stringify({
      edition: this.edition,
      text: this.base.toString(),
      confirmed: this.confirmed,
      updates: this.unconfirmed.map((update) => update.changes.toJSON()),
    }))
    this.disconnect()
    this.#restore(kept.edition, textOf(kept.text))
    this.confirmed = kept.confirmed
    for (const update of kept.updates) {
      const changes = ChangeSet.fromJSON(update)
      this.state = this.state.update(changes.empty ? { effects: nothingLeft.of(null) } : { changes }).state
    }
  }

  change(changes) {
    this.state = this.state.update({ changes }).state
  }

  #restore(edition, text) {
    this.base = text
    const sharedEffects = (transaction) => transaction.effects.filter((effect) => effect.is(nothingLeft))
    const extensions = [collab({ clientID: this.id, startVersion: edition, sharedEffects })]
    this.state = EditorState.create({ doc: text, extensions })
  }

  /** Sends what is unconfirmed, unless something is under way already. */
  push() {
    if (!this.opened || this.pushedUpTo > this.confirmed) return
    const updates = this.#sendable()
    if (!updates.length) return
    this.pushedUpTo = updates.at(-1).seq
    this.socket.send(JSON.stringify({ type: 'push', edition: this.edition, updates }))
  }

  #sendable() {
    return this.unconfirmed.slice(0, MOST_A_PUSH).map((update, i) => ({ seq: this.confirmed + i + 1, changes: update.changes.toJSON() }))
  }

  /** The same by HTTP, as when a page is closed. The answer is left alone: it may be lost. */
  async beacon() {
    const updates = this.#sendable()
    if (!updates.length) return
    const body = { client: this.id, edition: this.edition, updates }
    try {
      const { status, json } = await call(this.url, 'POST', `${this.path}/edits`, { token: this.token, body })
      if (status >= 400 && status < 500) this.report(`${this.id}: POST edits answered ${status}: ${JSON.stringify(json)}`)
    } catch {
      // The server is away.
    }
  }

  receive(message) {
    switch (message.type) {
      case 'snapshot':
        if (this.state) this.report(`${this.id}: got a snapshot of edition ${message.edition} instead of updates since ${this.edition}`)
        this.#restore(message.edition, textOf(message.text))
        return this.#ready()
      case 'opened':
        return this.#ready()
      case 'updates':
        return this.#take(message)
      case 'people':
        return this.onPeople(message.people)
      case 'refused':
        if (message.code !== 'trouble') this.report(`${this.id}: refused: ${JSON.stringify(message)}`)
        this.pushedUpTo = this.confirmed
    }
  }

  #ready() {
    this.opened = true
    this.pushedUpTo = this.confirmed
    this.onOpened?.()
  }

  #take({ edition, updates }) {
    if (edition - updates.length !== this.edition) {
      this.report(`${this.id}: updates up to ${edition} do not follow ${this.edition}`)
      return this.disconnect()
    }
    const read = updates.map(({ client, seq, changes }) => ({ clientID: client, seq, changes: ChangeSet.fromJSON(changes) }))
    // Several at once only while nothing of one's own is unconfirmed: see docs/editing.md.
    let taken = 0
    while (taken < read.length && this.unconfirmed.length) this.#takeSome(read.slice(taken, ++taken))
    if (taken < read.length) this.#takeSome(read.slice(taken))
    this.onUpdate(edition)
  }

  #takeSome(updates) {
    const [mine] = this.unconfirmed
    if (mine && updates[0].clientID === this.id) this.#compare(mine.changes, updates[0])
    for (const update of updates) this.base = update.changes.apply(this.base)
    this.state = receiveUpdates(this.state, updates).state
    for (const update of updates) {
      if (update.clientID !== this.id) continue
      if (update.seq !== this.confirmed + 1) this.report(`${this.id}: seq ${update.seq} came back after ${this.confirmed}`)
      this.confirmed = update.seq
      this.onConfirmed(update.seq)
    }
  }

  // What was moved here over what others did must be what the server made of it.
  #compare(mine, { seq, changes }) {
    const [here, there] = [mine, changes].map((change) => JSON.stringify(change))
    if (here !== there) this.report(`${this.id}: seq ${seq} is ${here} here and ${there} on the server, at edition ${this.edition}`)
  }
}
