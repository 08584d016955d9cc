// SPDX-License-Identifier: Apache-2.0
import type { IconName } from '$ui/icons';

export interface Command {
  id: string;
  text: string;
  note?: string;
  group: string;
  icon: IconName;
  keys?: string;
  run: () => void;
}

/** The commands whose words begin like the typed ones, in any order; groups stay together. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (command: Command) => {
    const words = command.text.toLowerCase().split(/\s+/);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  };
  const found = commands.filter(fits);
  const order = [...new Set(found.map((command) => command.group))];
  return found.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}
