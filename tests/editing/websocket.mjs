// SPDX-License-Identifier: Apache-2.0
// A WebSocket client (RFC 6455) for text messages, on the standard library.
import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const [TEXT, CLOSE, PING, PONG] = [0x1, 0x8, 0x9, 0xa]

function encode(opcode, payload) {
  const size = payload.length
  const extra = size < 126 ? 0 : size < 65536 ? 2 : 8
  const frame = Buffer.allocUnsafe(2 + extra + 4 + size)
  frame[0] = 0x80 | opcode
  frame[1] = 0x80 | (extra === 0 ? size : extra === 2 ? 126 : 127)
  if (extra === 2) frame.writeUInt16BE(size, 2)
  if (extra === 8) frame.writeBigUInt64BE(BigInt(size), 2)
  const key = randomBytes(4)
  key.copy(frame, 2 + extra)
  for (let i = 0; i < size; i++) frame[6 + extra + i] = payload[i] ^ key[i & 3]
  return frame
}

/** Calls `opened()`, `received(text)` and, once, `closed(code, reason)`; `code` is undefined when the line broke. */
export class WebSocket {
  constructor(url, path, headers, handlers) {
    this.handlers = handlers
    this.buffer = Buffer.alloc(0)
    this.upgraded = false
    this.ended = false
    const { hostname, port } = new URL(url)
    const key = randomBytes(16).toString('base64')
    this.accept = createHash('sha1').update(key + GUID).digest('base64')
    this.line = connect({ host: hostname, port: Number(port), noDelay: true })
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Upgrade: websocket', 'Connection: Upgrade',
      'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
    this.line.on('connect', () => this.line.write(lines.join('\r\n') + '\r\n\r\n'))
    this.line.on('data', (bytes) => this.#take(bytes))
    this.line.on('error', () => this.#end())
    this.line.on('close', () => this.#end())
  }

  send(text) {
    if (!this.ended) this.line.write(encode(TEXT, Buffer.from(text)))
  }

  /** Breaks the line as a lost network does, without a word. */
  cut() {
    this.line.destroy()
    this.#end()
  }

  #end(code, reason) {
    if (this.ended) return
    this.ended = true
    this.line.destroy()
    this.handlers.closed(code, reason)
  }

  #take(bytes) {
    this.buffer = this.buffer.length ? Buffer.concat([this.buffer, bytes]) : bytes
    if (!this.upgraded && !this.#upgrade()) return
    while (!this.ended && this.#frame());
  }

  #upgrade() {
    const end = this.buffer.indexOf('\r\n\r\n')
    if (end < 0) return false
    const head = this.buffer.subarray(0, end).toString()
    this.buffer = this.buffer.subarray(end + 4)
    if (!head.startsWith('HTTP/1.1 101') || !head.includes(this.accept)) {
      this.#end(Number(head.slice(9, 12)), head)
      return false
    }
    this.upgraded = true
    this.handlers.opened()
    return true
  }

  #frame() {
    const { buffer } = this
    if (buffer.length < 2) return false
    let size = buffer[1] & 0x7f
    let begin = 2
    if (size === 126) [size, begin] = [buffer.length < 4 ? Infinity : buffer.readUInt16BE(2), 4]
    else if (size === 127) [size, begin] = [buffer.length < 10 ? Infinity : Number(buffer.readBigUInt64BE(2)), 10]
    if (buffer.length < begin + size) return false
    const payload = buffer.subarray(begin, begin + size)
    this.buffer = buffer.subarray(begin + size)
    const opcode = buffer[0] & 0xf
    if (opcode === TEXT) this.handlers.received(payload.toString())
    else if (opcode === PING) this.line.write(encode(PONG, payload))
    else if (opcode === CLOSE) this.#end(payload.length < 2 ? 1005 : payload.readUInt16BE(0), payload.subarray(2).toString())
    return true
  }
}
