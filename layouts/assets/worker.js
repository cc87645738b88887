/* The service worker of a site with  offline: true . The network comes first,
   always, so that no news is stale; without one a kept copy is shown, or the
   offline page. The name parts is put before: the offline page and its styles.
   Once a start it asks whether the offline page is still there. When the site
   has given it up, everything kept is deleted, and the worker with it. */
const scope = registration.scope;
const keep = async () => {
  const { ok, status } = await fetch(parts[0], { cache: "no-cache" });
  if (ok) return (await caches.open(scope)).addAll(parts);
  if (status !== 404 && status !== 410) return;
  for (const name of await caches.keys()) if (name.startsWith(scope)) await caches.delete(name);
  await registration.unregister();
};
let kept;
addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const page = request.mode === "navigate";
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  event.respondWith((async () => {
    try {
      const answer = await fetch(request);
      if (page) event.waitUntil(kept ||= keep().catch(() => { kept = 0; }));
      return answer;
    } catch (fault) {
      const copy = await caches.match(request, { ignoreSearch: page }) || page && await caches.match(parts[0]);
      if (copy) return copy;
      throw fault;
    }
  })());
});
