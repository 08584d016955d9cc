// SPDX-License-Identifier: Apache-2.0
/** What to add to alertmanager.yml, so that every alert also comes here. */
export function snippet(address: string): string {
  return `route:
  routes:
    - receiver: debrief
      continue: true   # the routes below still apply
    # … your other routes

receivers:
  - name: debrief
    webhook_configs:
      - url: ${JSON.stringify(address)}
        send_resolved: true
`;
}
