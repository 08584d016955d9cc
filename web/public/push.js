// SPDX-License-Identifier: Apache-2.0
// The service worker: shows what the server pushes, and opens it. It keeps nothing and answers no requests.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let notice = { title: 'Debrief', text: '', path: '/notices', id: '', kind: '' };
  try {
    notice = { ...notice, ...event.data.json() };
  } catch {
    // What is no message of ours still has to be shown: browsers demand it.
  }
  const urgent = notice.kind === 'escalation.step';
  event.waitUntil(self.registration.showNotification(notice.title, { body: notice.text, tag: notice.id || undefined, icon: '/icon.svg', requireInteraction: urgent, data: { path: notice.path } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const path = String(event.notification.data?.path || '/notices');
  // Paths of this site only.
  const url = new URL(path.startsWith('/') && !path.startsWith('//') ? path : '/notices', self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const open = windows.find((each) => each.url === url) ?? windows[0];
      return open ? open.focus().then((window) => (window.url === url ? window : window.navigate(url))) : self.clients.openWindow(url);
    }),
  );
});
