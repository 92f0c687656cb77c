/** Several processes of one app behind one address. They share the time: a clock that is hours behind is no process anybody runs. */
import type { Server } from 'node:http';
import { AppUnderFire, type AppsUnderFire, type FireOptions } from '../crash/app-under-fire.js';
import type { Ambush, Moment } from '../crash/ambush.js';
import type { Random } from '../crash/random.js';
import { startBalancer } from './balancer.js';

/** The processes; each has a supervisor of its own. */
export class Fleet implements AppsUnderFire {
  readonly #members: readonly AppUnderFire[];
  readonly #balancer: Server;
  readonly #random: Random;
  #instant: number;

  /** Starts one process for each port; they answer at the port of the options. */
  constructor(options: FireOptions, ports: readonly number[]) {
    this.#random = options.random;
    this.#instant = options.now();
    this.#balancer = startBalancer(options.settings.port, ports);
    this.#members = ports.map(
      (port) => new AppUnderFire({ ...options, settings: { ...options.settings, port } }),
    );
  }

  get deaths(): ReadonlyMap<Ambush['kind'], number> {
    const all = this.#members.flatMap(({ deaths }) => [...deaths]);
    return all.reduce(
      (sum, [kind, times]) => sum.set(kind, (sum.get(kind) ?? 0) + times),
      new Map<Ambush['kind'], number>(),
    );
  }

  get crashes(): number {
    return this.#members.reduce((sum, { crashes }) => sum + crashes, 0);
  }

  get troubles(): readonly string[] {
    return this.#members.flatMap(({ troubles }, at) => troubles.map((line) => `process ${at + 1}: ${line}`));
  }

  get unasked(): readonly string[] {
    return this.#members.flatMap(({ unasked }) => unasked);
  }

  get isUnderFire(): boolean {
    return this.#members.some(({ isUnderFire }) => isUnderFire);
  }

  openFire(crashes: number): void {
    const shares = this.#members.map(() => 0);
    for (let bullet = 0; bullet < crashes; bullet++) {
      const at = this.#random.between(0, shares.length - 1);
      shares[at] = (shares[at] ?? 0) + 1;
    }
    this.#members.forEach((member, at) => {
      if (shares[at]! > 0) member.openFire(shares[at]!);
    });
  }

  /** Nobody sees from outside which of them it was. */
  met(moment: Moment): void {
    this.#random.pick(this.#members).met(moment);
  }

  async up(): Promise<void> {
    await Promise.any(this.#members.map((member) => member.up()));
  }

  /** All finish what is under way before the first of them is in another hour. */
  async follow(at: number): Promise<void> {
    const before = this.#instant;
    if (at !== before) await Promise.all(this.#members.map((member) => member.follow(before)));
    await Promise.all(this.#members.map((member) => member.follow(at)));
    this.#instant = at;
  }

  async forgiving(work: () => Promise<void>): Promise<void> {
    const [first, ...others] = this.#members;
    const nested = others.reduce((inner, member) => () => member.forgiving(inner), work);
    await (first?.forgiving(nested) ?? nested());
  }

  async stop(): Promise<void> {
    this.#balancer.close();
    this.#balancer.closeAllConnections();
    await Promise.all(this.#members.map((member) => member.stop()));
  }
}
