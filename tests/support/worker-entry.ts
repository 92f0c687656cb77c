/** The entry of the example for Cloudflare Workers, as `hs-x deploy` writes it. */
export function workerEntry(config: unknown): string {
  return `
    import { createCloudflareWorker } from '@hs-x/sdk/cloudflare';
    import { createMailer } from '@hs-x/email';
    import { bounceReader, httpTransport } from '@hs-x/email/http';
    import definition from './worker.ts';
    const config = ${JSON.stringify(config)};
    export default createCloudflareWorker({
      definition,
      config,
      mailer: (environment) => createMailer({
        transport: httpTransport({ provider: 'resend', apiKey: environment.RESEND_API_KEY ?? '' }),
        app: { name: config.app.name, fromEmail: config.email.from, url: environment.APP_URL ?? '' },
      }),
      bounceReader: ({ RESEND_WEBHOOK_SECRET: secret }) => secret ? bounceReader({ provider: 'resend', secrets: [secret] }) : null,
    });`;
}
