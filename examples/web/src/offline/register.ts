/** Keeps the page for use without a network. Where that fails, the page works as before, with a network. */
export async function keepForOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(new URL('service-worker.js', document.baseURI)).catch(() => undefined);
}
