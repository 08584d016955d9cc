// SPDX-License-Identifier: Apache-2.0
/** What lies above the pages; each is fetched when first opened. */
class Overlays {
  declare = $state(false);
  palette = $state(false);
  shortcuts = $state(false);
  /** A title to begin a declaration with. */
  title = $state('');

  openDeclare(title = ''): void {
    this.title = title;
    this.palette = false;
    this.declare = true;
  }
}

export const overlays = new Overlays();
