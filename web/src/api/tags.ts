// SPDX-License-Identifier: Apache-2.0
// The ETag that came with the newest answer of each address: what a change sends as If-Match.
const tags = new Map<string, string>();

export function rememberTag(response: Response): void {
  const tag = response.headers.get('ETag');
  if (response.ok && tag) tags.set(new URL(response.url).pathname, tag);
}

export function tagOf(path: string): string | undefined {
  return tags.get(path);
}
