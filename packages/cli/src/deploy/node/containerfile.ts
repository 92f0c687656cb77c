import type { DeployFile, DeploySource } from '../deploy-target.js';

const IMAGE = 'docker.io/library/node:24-slim';

/** A container image: packages are installed in a stage of their own, the app runs as a user without rights, and says whether it is well. */
export function containerfile({ slug }: DeploySource): readonly DeployFile[] {
  const text = `# podman build -f deploy/Containerfile -t ${slug} .        (docker build takes the same)
# podman run --env-file ${slug}.env -p 127.0.0.1:8787:8787 -v ${slug}-data:/app/data ${slug}

FROM ${IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM ${IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 DATABASE_URL=/app/data/hs-x.sqlite
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY . .
# The app itself stays root's: the process can write its data and nothing else.
RUN mkdir -p data && chown node:node data && chmod 700 data
VOLUME /app/data
USER node
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/.bin/hs-x", "start"]
`;
  return [
    { path: 'deploy/Containerfile', text, isAuthors: true },
    { path: '.dockerignore', text: IGNORED, isAuthors: true },
  ];
}

/** Podman and Docker both read it from the folder that is built. Nothing secret may reach a layer of the image. */
const IGNORED = `node_modules
.hs-x
.wrangler
.dev.vars*
.git
data
deploy
tests
.env*
*.env
*.sqlite*
`;
