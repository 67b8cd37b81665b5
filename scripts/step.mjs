const started = performance.now();
const TICK_MS = 1000;
const QUIET_TICK_MS = 15_000;

/**
 * Runs one named part of a script and shows that it goes on and how long it took.
 * `work` returns what to add to the closing line, or nothing.
 * @param {string} title
 * @param {() => Promise<string | void> | string | void} work
 */
export async function step(title, work) {
  const begun = performance.now();
  const live = process.stdout.isTTY === true;
  const show = () => {
    const seconds = secondsSince(begun);
    if (live) process.stdout.write(`\r\x1b[K• ${title} … ${seconds}`);
    else console.log(`• ${title} … ${seconds}`);
  };
  if (live) process.stdout.write(`• ${title} …`);
  else console.log(`• ${title} …`);
  const timer = setInterval(show, live ? TICK_MS : QUIET_TICK_MS);
  try {
    const outcome = await work();
    const line = `✓ ${title}${outcome ? `: ${outcome}` : ""} (${secondsSince(begun)})`;
    process.stdout.write(live ? `\r\x1b[K${line}\n` : `${line}\n`);
  } catch (error) {
    process.stdout.write(live ? `\r\x1b[K✗ ${title}\n` : `✗ ${title}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** The time since this process began to work, as `12.3 s`. */
export function elapsed() {
  return secondsSince(started);
}

function secondsSince(/** @type {number} */ begun) {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}
