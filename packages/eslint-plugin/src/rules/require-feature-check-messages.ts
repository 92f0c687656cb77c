/** What the rule says. Each sentence names the surface, what was seen, and what to do. */
export const REQUIRE_FEATURE_CHECK_MESSAGES = {
  neverAsks:
    '{{surface}} never asks whether the portal has paid: begin with `await requireFeature(ctx, …)`, or say above it `// hs-x-free: <reason>`.',
  notOnEveryPath:
    '{{surface}} can end without having asked whether the portal has paid, at {{where}}: ask before the ways part.',
  notAwaited:
    '{{surface}} does not wait for the check at {{at}}, so that the rest runs whatever it finds: `await` it.',
  resultIgnored:
    '{{surface}} asks at {{at}} and does not look at the answer: leave when it is false, or use requireFeature, which throws.',
  swallowed: '{{surface}} catches the refusal at {{at}} and goes on: throw it again, or return there.',
  inCallback:
    '{{surface}} asks only in a function it hands on at {{at}}, which may never run and is not waited for: ask before.',
  refusalKept:
    '{{surface}} keeps the refusal to itself at {{where}} and runs all the same: only an error that `beforeRun` throws stops it.',
  noBeforeRun:
    '{{surface}} has no `beforeRun`, so that it goes on after the portal stopped paying: give it one that awaits requireFeature.',
  unseen:
    '{{surface}} runs code that cannot be found from here: pass a function or an object that is written or imported in this file.',
  freeWithoutReason:
    '{{surface}} is marked as free without a reason: write `// hs-x-free: <why nobody has to pay for it>`.',
  workBeforeCheck:
    '{{surface}} calls `{{what}}` at {{where}} before it has asked whether the portal has paid: ask first.',
  addAwait: 'Wait for the check.',
  addCheck: 'Begin with `await requireFeature({{ctx}}, {{feature}})`.',
} as const;

/** Names of the messages. */
export type RequireFeatureCheckMessage = keyof typeof REQUIRE_FEATURE_CHECK_MESSAGES;
