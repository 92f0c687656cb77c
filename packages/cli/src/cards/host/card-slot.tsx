/** One card on the page; what it throws is shown in its place. */
import { Component, type ReactElement, type ReactNode } from 'react';
import { ExtensionApiContext, type ExtensionApi } from './extension-api.js';
import type { RenderCard } from './create-card-modules.js';

/** A card and what it is given. */
export interface CardSlotProps {
  readonly render: RenderCard;
  readonly api: ExtensionApi;
}

/** Draws a card. */
export function CardSlot({ render, api }: CardSlotProps): ReactElement {
  return (
    <CardBoundary>
      <ExtensionApiContext.Provider value={api}>
        <Drawn render={render} api={api} />
      </ExtensionApiContext.Provider>
    </CardBoundary>
  );
}

/** A component of its own, so that a card that uses hooks at its top may. */
function Drawn({ render, api }: CardSlotProps): ReactElement {
  return <>{render(api)}</>;
}

interface BoundaryState {
  readonly problem: string | null;
}

class CardBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { problem: null };

  static getDerivedStateFromError(thrown: unknown): BoundaryState {
    return { problem: problemOf(thrown) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    return problem === null ? this.props.children : <CardProblem problem={problem} />;
  }
}

/** Why a card is not there, for its developer. */
export function CardProblem({ problem }: { readonly problem: string }): ReactElement {
  return (
    <div className="ux-problem" role="alert">
      <p>
        <strong>The card could not be shown.</strong> Correct it and save: this page loads again by itself.
      </p>
      <pre>{problem}</pre>
    </div>
  );
}

/** An error in words. */
export function problemOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
