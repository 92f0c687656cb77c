const LOOK_EVERY_MS = 1_000;

/** Loads the page again once a file of its cards, or what `hs-x.toml` says of them, has changed. */
export async function reloadOnChange(): Promise<void> {
  const first = await revision();
  const look = async (): Promise<void> => {
    const now = await revision();
    if (now !== null && now !== first) window.location.reload();
    else setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  setTimeout(() => void look(), LOOK_EVERY_MS);
}

async function revision(): Promise<string | null> {
  const answer = await fetch('/cards/revision').catch(() => null);
  return answer?.ok === true ? answer.text() : null;
}
