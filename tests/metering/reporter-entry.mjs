/** An app that meters usage, as a process of its own that can be killed. */
import { billing, defineWorker } from '@hs-x/sdk';
import { startSentApp } from '../support/start-sent-app.mjs';

process.once('message', async (sent) => {
  const definition = defineWorker(({ worker }) => worker.use(billing()));
  await startSentApp(definition, sent);
});
