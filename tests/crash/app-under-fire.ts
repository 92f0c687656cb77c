/** The app with its supervisor: whenever its process has been killed, the next one starts on the same file and the same port. */
import { drawAmbush, SHORT_LIFE_MS, type Ambush, type Moment } from './ambush.js';
import { lockFile } from './file-lock.js';
import { AppLife } from './app-life.js';
import type { Random } from './random.js';
import type { AppSettings } from './app-messages.js';

/** What is started, and how its deaths are drawn. */
export interface FireOptions {
  readonly bundleFile: string;
  readonly settings: AppSettings;
  /** The simulators' instant, unix ms. */
  readonly now: () => number;
  readonly random: Random;
  /** Whether the database is one file. */
  readonly isFile: boolean;
  /** How long a process may live under fire. Default: a fraction of a second. */
  readonly lifeMs?: { readonly least: number; readonly most: number };
}

/** Log lines kept, for the report of a run that fails. */
const MOST_TROUBLES = 60;

/** Ends nobody caused before the test gives up. */
const MOST_UNASKED = 5;

/** The app as the storm knows it, however many processes it is. */
export interface AppsUnderFire {
  /** How many processes were killed, by how. */
  readonly deaths: ReadonlyMap<Ambush['kind'], number>;
  readonly crashes: number;
  /** The last warnings and errors the processes logged. */
  readonly troubles: readonly string[];
  /** Ends nobody caused; each is a fault of the app. */
  readonly unasked: readonly string[];
  readonly isUnderFire: boolean;
  /** From here on processes are killed, so many. */
  openFire(crashes: number): void;
  /** Something was seen from outside. */
  met(moment: Moment): void;
  /** Returns when somebody answers. */
  up(): Promise<void>;
  /** Brings the app to the instant; returns when what is due there has been worked off. */
  follow(at: number): Promise<void>;
  /** While the function runs, a process that ends by itself has a reason. */
  forgiving(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** One process after another. */
export class AppUnderFire implements AppsUnderFire {
  /** How many were killed, by how. */
  readonly deaths = new Map<Ambush['kind'], number>();
  /** The last warnings and errors the processes logged. */
  readonly troubles: string[] = [];
  /** Ends nobody caused; each is a fault of the app. */
  readonly unasked: string[] = [];
  readonly #options: FireOptions;
  #life: AppLife;
  #ambush: Ambush | null = null;
  #metTimes = 0;
  #timer: NodeJS.Timeout | undefined;
  #unlock: (() => void) | null = null;
  #bulletsLeft = 0;
  #isStopping = false;
  #isForgiving = false;

  /** Starts the first process; `up` tells when it listens. */
  constructor(options: FireOptions) {
    this.#options = options;
    this.#life = this.#begin();
  }

  /** How many processes were killed. */
  get crashes(): number {
    return [...this.deaths.values()].reduce((sum, times) => sum + times, 0);
  }

  get isUnderFire(): boolean {
    return this.#bulletsLeft > 0;
  }

  /** From here on processes are killed, so many. */
  openFire(crashes: number): void {
    this.#bulletsLeft = crashes;
    this.#layAmbush();
  }

  /** Something was seen from outside. */
  met(moment: Moment): void {
    const ambush = this.#ambush;
    if (this.#unlock && moment === 'webhookAcknowledged') this.#kill('fileLocked');
    if (ambush?.kind !== moment) return;
    this.#metTimes += 1;
    if (this.#metTimes !== ambush.nth) return;
    if (ambush.lagMs === 0) this.#kill(moment);
    else this.#killAfter(ambush.lagMs, moment);
  }

  /** Returns when a process listens; throws when one after the other has ended by itself. */
  async up(): Promise<void> {
    while (!(await this.#life.listening)) {
      await this.#life.ended.then(nextTurn);
      if (this.unasked.length > MOST_UNASKED)
        throw new Error(`The app does not stay up: ${this.troubles.join('\n')}`);
    }
  }

  /** Brings the app to the instant, by as many processes as it takes for one to have worked off what is due there. */
  async follow(at: number): Promise<void> {
    for (;;) {
      await this.up();
      if (await this.#life.follow(at)) return;
      await nextTurn();
    }
  }

  async forgiving(work: () => Promise<void>): Promise<void> {
    this.#isForgiving = true;
    await work().finally(() => (this.#isForgiving = false));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#end();
    await this.#life.ended;
  }

  #begin(): AppLife {
    const { bundleFile, settings, now } = this.#options;
    const life = new AppLife({
      bundleFile,
      settings,
      at: now(),
      onTrouble: (line) => {
        this.troubles.push(line);
        if (this.troubles.length > MOST_TROUBLES) this.troubles.shift();
      },
    });
    void life.ended.then((how) => {
      if (this.#isStopping) return;
      if (how !== 'SIGKILL' && !this.#isForgiving) this.unasked.push(how);
      this.#life = this.#begin();
      this.#layAmbush();
    });
    return life;
  }

  /** Decides how the present process is going to die. */
  #layAmbush(): void {
    clearTimeout(this.#timer);
    this.#ambush = null;
    if (this.#bulletsLeft === 0) return;
    const { random, isFile, lifeMs = SHORT_LIFE_MS } = this.#options;
    const ambush = drawAmbush(random, { isFile, lifeMs });
    this.#ambush = ambush;
    this.#metTimes = 0;
    if (ambush.kind === 'starting') {
      this.#killAfter(ambush.afterMs, ambush.kind);
      return;
    }
    void this.#life.listening.then((isListening) => {
      if (isListening && this.#ambush === ambush) this.#setTimer(ambush);
    });
  }

  /** For a process that listens now. */
  #setTimer(ambush: Exclude<Ambush, { readonly kind: 'starting' }>): void {
    if (ambush.kind === 'fileLocked') {
      this.#timer = setTimeout(() => {
        this.#unlock = lockFile(this.#options.settings.database);
        this.#killAfter(ambush.forMs, ambush.kind);
      }, ambush.afterMs);
      return;
    }
    this.#killAfter(ambush.kind === 'anyMoment' ? ambush.afterMs : ambush.atLatestMs, 'anyMoment');
  }

  #killAfter(delayMs: number, kind: Ambush['kind']): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#kill(kind), delayMs);
  }

  #kill(kind: Ambush['kind']): void {
    clearTimeout(this.#timer);
    if (this.#ambush === null || this.#life.isOver) return;
    this.#ambush = null;
    this.#bulletsLeft -= 1;
    this.deaths.set(kind, (this.deaths.get(kind) ?? 0) + 1);
    this.#end();
  }

  #end(): void {
    this.#life.kill();
    this.#unlock?.();
    this.#unlock = null;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
