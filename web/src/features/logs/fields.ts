// SPDX-License-Identifier: Apache-2.0
// The named parts of a line that is JSON, to be read and to be filtered by. Pure.
export interface LineField {
  name: string;
  value: string;
  /** Whether the search can be narrowed to it: the API separates fields by commas. */
  searchable: boolean;
}

const most = 60;

/** The leaves of a JSON line by their path ("http.status"), at most 60; none when the line is not JSON. */
export function fieldsOf(text: string): LineField[] {
  const begin = text.indexOf('{');
  if (begin < 0 || begin > 80) return [];
  let value: unknown;
  try {
    value = JSON.parse(text.slice(begin));
  } catch {
    return [];
  }
  const found: LineField[] = [];
  const open: [string, unknown][] = [['', value]];
  while (open.length && found.length < most) {
    const [path, next] = open.shift()!;
    if (next !== null && typeof next === 'object') {
      for (const [name, inner] of Object.entries(next)) if (open.length < 500) open.push([path ? `${path}.${name}` : name, inner]);
      continue;
    }
    const said = String(next);
    found.push({ name: path, value: said, searchable: said !== '' && said.length <= 200 && !/[,=]/.test(path) && !said.includes(',') });
  }
  return found;
}
