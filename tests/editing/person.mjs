// SPDX-License-Identifier: Apache-2.0
// Somebody who types at random, loses the connection, works offline and loads the page again.
import { Editor } from './editor.mjs'

const MOST_UNCONFIRMED = 25
const LARGE = 25_000 // units, above which more is deleted than inserted
const FILLING = ['', '', ' ', '\n', '🙂', '漢字', 'ä ', '\n\n## Why\n', '"\\']

/** `world` is shared by all: operations and marks that were inserted, acknowledged, deleted. */
export class Person {
  constructor(world, { url, chance, ...rest }) {
    Object.assign(this, { world, url, chance })
    this.editor = new Editor(rest.id, { ...rest, url: url() })
    this.counts = { lost: 0, offline: 0, reloads: 0, beacons: 0 }
    this.marks = new Map() // seq -> the mark that this update inserted
    this.inserted = 0
    this.made = 0 // updates of one's own, confirmed or not
    this.ended = false
    const { editor } = this
    editor.onConfirmed = (seq) => {
      if (this.marks.has(seq)) world.acknowledged.add(this.marks.get(seq))
      this.marks.delete(seq)
    }
    editor.onUpdate = () => this.soon()
    editor.onOpened = () => this.soon()
    editor.onClosed = () => {
      if (this.ended) return
      this.counts.lost++
      this.later(this.chance.between(20, 400), () => this.connect())
    }
  }

  begin() {
    this.connect()
    this.later(this.chance.between(0, 200), () => this.act())
  }

  end() {
    this.ended = true
    this.editor.disconnect()
  }

  later(milliseconds, what) {
    setTimeout(() => {
      if (!this.ended) what()
    }, milliseconds)
  }

  connect() {
    if (!this.editor.online) this.editor.connect(this.url())
  }

  // Not at once: what is typed meanwhile goes along.
  soon() {
    if (this.scheduled) return
    this.scheduled = true
    this.later(this.chance.between(0, 15), () => {
      this.scheduled = false
      this.editor.push()
    })
  }

  /** For the end: nobody stays offline. */
  hurry() {
    this.connect()
    this.editor.push()
  }

  act() {
    const { world, editor, chance } = this
    if (!world.typing) return
    this.later(chance.between(5, 120), () => this.act())
    if (!editor.state) return
    if (editor.unconfirmed.length < (editor.online ? MOST_UNCONFIRMED : 4 * MOST_UNCONFIRMED)) {
      for (let i = chance.between(1, 3); i > 0; i--) this.type()
      this.soon()
    }
    if (chance.happens(0.1) && editor.opened) this.tell()
    if (chance.happens(0.004)) this.mishap()
  }

  mishap() {
    const { editor, chance, counts } = this
    const kind = chance.below(4)
    if (kind === 0) {
      // The line breaks; perhaps just after something was sent.
      if (chance.happens(0.5)) editor.push()
      counts.lost++
      editor.disconnect()
      this.later(chance.between(0, 300), () => this.connect())
    } else if (kind === 1) {
      counts.offline++
      editor.disconnect()
      this.later(chance.between(500, 4000), () => this.connect())
    } else if (kind === 2) {
      counts.reloads++
      if (chance.happens(0.5)) editor.push()
      editor.reload()
      this.later(chance.between(0, 500), () => this.connect())
    } else {
      counts.beacons++
      void editor.beacon()
    }
  }

  tell() {
    const { editor } = this
    const { edition } = editor
    editor.socket.send(JSON.stringify({ type: 'seen', edition }))
    if (editor.unconfirmed.length) return
    const anchor = this.chance.below(editor.state.doc.length + 1)
    editor.socket.send(JSON.stringify({ type: 'cursor', edition, anchor, head: anchor }))
  }

  type() {
    const text = this.editor.state.doc.toString()
    const { chance } = this
    const large = text.length > LARGE
    if (chance.happens(large ? 0.45 : 0.15)) this.remove(text, large ? chance.between(20, 300) : chance.between(1, 40))
    else this.insert(text)
    this.world.done++
  }

  insert(text) {
    const mark = `[${this.editor.id.split('-')[1]}.${++this.inserted}]`
    const at = outside(text, this.chance.below(text.length + 1))
    this.editor.change({ from: at, insert: mark + this.chance.pick(FILLING) })
    this.marks.set(++this.made, mark)
  }

  // Whole marks only: the rest of one could not be told from one that was lost.
  remove(text, length) {
    const from = outside(text, this.chance.below(text.length + 1))
    const to = outside(text, Math.min(text.length, from + length))
    if (to <= from) return
    for (const mark of text.slice(from, to).match(/\[[^\[\]]*\]/g) ?? []) this.world.deleted.add(mark)
    const insert = this.chance.happens(0.2) ? this.chance.pick(FILLING) : ''
    this.editor.change({ from, to, insert })
    this.made++
  }
}

// The next place that is neither inside a mark nor inside a character.
function outside(text, at) {
  const open = text.lastIndexOf('[', at - 1)
  if (at > 0 && open >= 0 && text.lastIndexOf(']', at - 1) < open) at = text.indexOf(']', at) + 1
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at + 1 : at
}
