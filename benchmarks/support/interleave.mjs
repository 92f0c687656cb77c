/** Measures contenders side by side: their samples alternate, so that whatever else the machine does hits all of them alike. */

const { performance } = globalThis; // Node's and workerd's alike

/** Runs each contender's work `samples` times in turn, `times` calls a sample; answers the median of microseconds a call, by name. */
export async function interleave(contenders, { samples, times }) {
  const names = Object.keys(contenders);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await callMany(contenders[name], times);
  for (let sample = 0; sample < samples; sample++) {
    for (const name of rotated(names, sample)) taken[name].push(await callMany(contenders[name], times));
  }
  return Object.fromEntries(names.map((name) => [name, median(taken[name])]));
}

/** The middle value; of an even number the lower of the two. */
export function median(values) {
  return [...values].sort((left, right) => left - right)[Math.floor((values.length - 1) / 2)];
}

/** Rounded to so many digits that count. */
export function rounded(value, digits = 3) {
  return Number(value.toPrecision(digits));
}

async function callMany(work, times) {
  const startedAt = performance.now();
  for (let call = 0; call < times; call++) await work(call);
  return ((performance.now() - startedAt) * 1_000) / times;
}

function rotated(names, by) {
  const first = by % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
}
