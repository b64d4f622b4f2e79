// Starts the server; ends it in order on SIGINT and SIGTERM. PORT and HOST say where it listens.
import { createApp } from './app.js';
import { SearchThread } from './search-thread.js';

const { PORT = '3000', HOST = '127.0.0.1' } = process.env;

const app = createApp(new SearchThread({ mostSearches: 32 }), { logger: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    app.log.info(`${signal}: finishing the searches under way`);
    void app.close();
  });
}
await app.listen({ port: Number(PORT), host: HOST });
