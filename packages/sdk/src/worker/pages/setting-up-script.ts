/**
 * What the "setting up" page does in the browser. The words live in the page's HTML, one element for each phase
 * (`data-show`), so the script only asks, switches and moves on; its settings are `data-` attributes of `#setup`, which
 * the template escapes. Every failure to ask counts as "not ready yet".
 */
export const SETTING_UP_SCRIPT = `
(() => {
  'use strict';
  const setup = document.getElementById('setup');
  const { pollUrl, lateUrl, continueUrl } = setup.dataset;
  const intervalMs = Number(setup.dataset.pollIntervalMs);
  const pollCount = Number(setup.dataset.pollCount);
  const patience = new AbortController();

  const show = (phase) => {
    setup.dataset.phase = phase;
    for (const element of document.querySelectorAll('[data-show]')) {
      element.hidden = !element.dataset.show.split(' ').includes(phase);
    }
    document.title = document.querySelector('h1').innerText.trim() + setup.dataset.titleEnd;
  };

  const completeProgress = () => {
    for (const step of setup.querySelectorAll('[data-step]')) step.dataset.step = 'done';
    setup.querySelector('[role=progressbar]').setAttribute('aria-valuenow', '100');
  };

  const isReady = async () => {
    try {
      const response = await fetch(pollUrl, { cache: 'no-store', signal: patience.signal });
      if (!response.ok) return false;
      return (await response.json()).ready === true;
    } catch {
      return false;
    }
  };

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const waitUntilReady = async () => {
    while (!patience.signal.aborted) {
      const askedAt = performance.now();
      if (await isReady()) return true;
      await pause(Math.max(0, intervalMs - (performance.now() - askedAt)));
    }
    return false;
  };

  const run = async () => {
    const limit = setTimeout(() => patience.abort(), intervalMs * pollCount);
    const ready = await waitUntilReady();
    clearTimeout(limit);
    if (ready) {
      show('ready');
      completeProgress();
      setTimeout(() => location.replace(continueUrl), 600);
      return;
    }
    show('late');
    fetch(lateUrl, { method: 'POST', keepalive: true }).catch(() => undefined);
  };

  document.getElementById('again').addEventListener('click', () => location.reload());
  void run();
})();
`;
