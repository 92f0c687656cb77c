import { StatusTag } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { useBilling } from '../context/use-billing.js';
import { statusWords } from './status-words.js';

/** The plan in force and its state in a few words, for example "Team", "Team: trial"; nothing until it is known. */
export function PlanBadge(): ReactElement | null {
  const { snapshot, now } = useBilling();
  if (!snapshot?.isReady) return null;
  const { words, variant } = statusWords(snapshot, now ?? snapshot.now);
  return <StatusTag variant={variant}>{badgeText(snapshot.plan?.title ?? 'Plan', words)}</StatusTag>;
}

function badgeText(title: string, words: string | null): string {
  return words === null ? title : `${title}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
