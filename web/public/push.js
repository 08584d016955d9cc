// SPDX-License-Identifier: Apache-2.0
// The service worker: shows what the server pushes, and opens it. It keeps nothing and answers no requests.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let notice = { title: 'Debrief', text: '', path: '/notices', id: '', kind: '', topic: '' };
  try {
    notice = { ...notice, ...event.data.json() };
  } catch {
    // What is no message of ours still has to be shown: browsers demand it.
  }
  const urgent = notice.kind === 'escalation.step';
  // What takes the place of an earlier one is heard all the same.
  const tag = notice.topic || notice.id;
  event.waitUntil(self.registration.showNotification(notice.title, { body: notice.text, tag, renotify: tag !== '', icon: '/icon.svg', requireInteraction: urgent, data: { path: notice.path } }));
});

/** The address of a path of this site; of the notices for everything else. */
function addressOf(path) {
  const url = new URL(String(path || '/notices'), self.location.origin);
  return url.origin === self.location.origin ? url.href : new URL('/notices', self.location.origin).href;
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = addressOf(event.notification.data?.path);
  // A window of its own, if none shows it: in another one somebody may be writing.
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const open = windows.find((each) => each.url === url);
      return open ? open.focus() : self.clients.openWindow(url);
    }),
  );
});

const text = (key) => btoa(String.fromCharCode(...new Uint8Array(key))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

// The browser got another address: the server is told, as the person who is signed in here.
self.addEventListener('pushsubscriptionchange', (event) => {
  const options = event.oldSubscription?.options;
  if (!options) return;
  event.waitUntil(
    self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: options.applicationServerKey }).then((next) =>
      fetch('/api/v1/notices/browsers', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ address: next.endpoint, p256dh: text(next.getKey('p256dh')), auth: text(next.getKey('auth')), browser: 'This browser, renewed' }),
      }),
    ),
  );
});
