import type { DeployFile, DeploySource } from '../deploy-target.js';
import { containerfile } from './containerfile.js';
import { envExample } from './env-example.js';
import { systemdUnit } from './systemd-unit.js';

/** What a machine of one's own needs: a systemd unit or a container image, and the names of the environment. */
export function nodeFiles(source: DeploySource): readonly DeployFile[] {
  return [systemdUnit(source), ...containerfile(source), envExample(source)];
}

/** What is left to do, one line a step. */
export function nodeSteps({ slug, config }: DeploySource): readonly string[] {
  return [
    `Copy the app to /srv/${slug} on the machine and install its packages there: npm ci --omit=dev`,
    `Fill in deploy/.env.example as /etc/${slug}.env there: chmod 600, owner root`,
    `Copy deploy/${slug}.service to /etc/systemd/system, then: systemctl enable --now ${slug}`,
    'Let a proxy that speaks TLS pass APP_URL on to 127.0.0.1:8787',
    ...(config.billing.provider === 'stripe'
      ? ['Set Stripe up, with the key of production in the environment: hs-x billing plans push']
      : []),
    'Tell HubSpot of the app: hs-x build --url <APP_URL>, then upload what it wrote',
    `Or as a container: podman build -f deploy/Containerfile -t ${slug} .`,
  ];
}
