/** A planned job with its place in line. */
export interface Job {
  readonly dueAt: number;
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

/** Jobs ordered by due instant, then by the order they were added. */
export interface JobQueue {
  /** Adds a job; the answer takes it out again. */
  add(job: Job): () => void;
  /** Removes and returns the first job due at or before `atMs`. */
  takeDue(atMs: number): Job | undefined;
  hasDue(atMs: number): boolean;
  /** The first job, left in place. */
  peek(): Job | undefined;
  list(): readonly Job[];
  clear(): void;
}

/** Creates an empty queue. */
export function createJobQueue(): JobQueue {
  const jobs: Job[] = [];
  return {
    add(job) {
      jobs.splice(insertionIndex(jobs, job.dueAt), 0, job);
      return () => {
        const index = jobs.indexOf(job);
        if (index >= 0) jobs.splice(index, 1);
      };
    },
    takeDue: (atMs) => (isDue(jobs[0], atMs) ? jobs.shift() : undefined),
    hasDue: (atMs) => isDue(jobs[0], atMs),
    peek: () => jobs[0],
    list: () => [...jobs],
    clear: () => {
      jobs.length = 0;
    },
  };
}

function isDue(job: Job | undefined, atMs: number): boolean {
  return job !== undefined && job.dueAt <= atMs;
}

/** First index whose job is due later, so that equal instants keep their order. */
function insertionIndex(jobs: readonly Job[], dueAt: number): number {
  let low = 0;
  let high = jobs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const job = jobs[middle];
    if (job !== undefined && job.dueAt <= dueAt) low = middle + 1;
    else high = middle;
  }
  return low;
}
