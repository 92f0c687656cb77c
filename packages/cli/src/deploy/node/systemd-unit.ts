import type { DeployFile, DeploySource } from '../deploy-target.js';

/**
 * A systemd unit that gives the process its own user, one folder to write to, and nothing else of the machine. `MemoryDenyWriteExecute` stays off,
 * since V8 compiles at run time (systemd.exec(5), read 2026-11-21). Stopping may take 20 s of finishing what is under way.
 */
export function systemdUnit({ slug, config }: DeploySource): DeployFile {
  const text = `# /etc/systemd/system/${slug}.service: the app as one process that is started again when it ends.
# Expects the app in /srv/${slug} with its packages, Node.js 22.12 or newer in /usr/bin or /usr/local/bin, and its
# environment in /etc/${slug}.env (chmod 600, owner root).

[Unit]
Description=${unitText(config.app.name)}
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
WorkingDirectory=/srv/${slug}
Environment=NODE_ENV=production
Environment=DATABASE_URL=%S/${slug}/hs-x.sqlite
EnvironmentFile=/etc/${slug}.env
ExecStart=/srv/${slug}/node_modules/.bin/hs-x start
Restart=always
RestartSec=2
KillSignal=SIGTERM
TimeoutStopSec=30

DynamicUser=yes
StateDirectory=${slug}
StateDirectoryMode=0700
UMask=0077
${HARDENING.map((name) => `${name}\n`).join('')}
[Install]
WantedBy=multi-user.target
`;
  return { path: `deploy/${slug}.service`, text, isAuthors: true };
}

const HARDENING: readonly string[] = [
  'NoNewPrivileges=yes',
  'CapabilityBoundingSet=',
  'AmbientCapabilities=',
  'ProtectSystem=strict',
  'ProtectHome=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'ProtectProc=invisible',
  'ProtectClock=yes',
  'ProtectHostname=yes',
  'ProtectKernelTunables=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelLogs=yes',
  'ProtectControlGroups=yes',
  'RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'RemoveIPC=yes',
  'LockPersonality=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'SystemCallErrorNumber=EPERM',
];

/** `%` begins a specifier; a name holds no line break, since hs-x.toml refuses one. */
function unitText(name: string): string {
  return name.replaceAll('%', '%%').replaceAll(/\s+/g, ' ');
}
