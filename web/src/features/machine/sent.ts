// SPDX-License-Identifier: Apache-2.0
/** The messages of a request to a language model, to be read; the request itself when it has another form. */
export function readable(sent: string): string {
  try {
    const { messages } = JSON.parse(sent) as { messages: { role: string; content: string }[] };
    return messages.map(({ role, content }) => `${role}:\n${content}`).join('\n\n');
  } catch {
    return sent;
  }
}
