// SPDX-License-Identifier: Apache-2.0
// Pushes to this browser: permission, the service worker, and what the server needs to know.
import { api, take } from '$api/client';

declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): unknown } };
  }
}

export const mayPush = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** base64url as the bytes that it stands for. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const usual = atob(text.replace(/-/g, '+').replace(/_/g, '/').padEnd(Math.ceil(text.length / 4) * 4, '='));
  return Uint8Array.from(usual, (char) => char.charCodeAt(0));
}
export function textOf(bytes: ArrayBuffer | null): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** "Firefox on Linux", as far as the browser says. */
export function browserName(agent: string): string {
  const browser = /Edg\//.test(agent) ? 'Edge' : /OPR\//.test(agent) ? 'Opera' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : 'A browser';
  const system = /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS' : /Windows/.test(agent) ? 'Windows' : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : '';
  return system ? `${browser} on ${system}` : browser;
}

async function worker(): Promise<ServiceWorkerRegistration> {
  // Trusted Types: the one address that is ever registered.
  const path = '/push.js';
  const policy = window.trustedTypes?.createPolicy(`push-${Date.now()}`, { createScriptURL: () => path });
  await navigator.serviceWorker.register((policy?.createScriptURL(path) ?? path) as string);
  return navigator.serviceWorker.ready;
}

/** The SHA-256 of this browser's address, by which the server lists it; empty when it has none. */
export async function hashOfThis(): Promise<string> {
  if (!mayPush()) return '';
  const registration = await navigator.serviceWorker.getRegistration('/');
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the person, or the browser, said no: asking again does nothing then. */
export const isDenied = () => 'Notification' in window && Notification.permission === 'denied';
export const DENIED = 'Notifications of this site are blocked in this browser. Allow them in its settings for the site: behind the sign left of the address.';

/** Asks for permission and tells the server. Throws with a text for people. */
export async function beginPush() {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error(isDenied() ? DENIED : 'The question of the browser was not answered with yes.');
  const { key } = await take(api.GET('/api/v1/notices/push-key'));
  const registration = await worker();
  const before = await registration.pushManager.getSubscription();
  await before?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  return take(api.POST('/api/v1/notices/browsers', { body: { address: subscription.endpoint, p256dh: textOf(subscription.getKey('p256dh')), auth: textOf(subscription.getKey('auth')), browser: browserName(navigator.userAgent) } }));
}

export async function endPush(): Promise<void> {
  if (!mayPush()) return;
  const registration = await navigator.serviceWorker.getRegistration('/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

/** Whoever signs out here is not told here any more. The server is asked while somebody is still signed in. */
export async function leaveBrowser(): Promise<void> {
  const hash = await hashOfThis();
  if (!hash) return;
  const { browsers } = await take(api.GET('/api/v1/notices/settings'));
  const here = browsers.find((each) => each.hash === hash);
  if (here) await take(api.DELETE('/api/v1/notices/browsers/{id}', { params: { path: { id: here.id } } }));
  await endPush();
}
