// Shows the notifications that the server sends to this browser, and opens their pages. It keeps nothing and answers no
// request of pages.

self.addEventListener('push', (event) => {
  const { id, title, path } = event.data.json();
  event.waitUntil(
    self.registration.showNotification(title, { tag: id, icon: '/icon-192.png', badge: '/icon-192.png', data: { path } }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  // A path of this site, whatever the message says.
  const url = new URL(event.notification.data.path, self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(open(url.href));
});

async function open(url) {
  const pages = await self.clients.matchAll({ type: 'window' });
  const [page] = pages.filter((one) => one.url === url);
  if (page) return page.focus();
  return self.clients.openWindow(url);
}
