/** Catches what components throw while they are drawn, so that a card never disappears without a word. */
import { Component, type ReactNode } from 'react';

/** What to draw, and whom to tell when it throws. */
export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** A new number lets the children be drawn again. */
  readonly attempt: number;
  readonly onError: (thrown: unknown) => void;
}

interface BoundaryState {
  readonly hasThrown: boolean;
  readonly attempt: number;
}

/** Draws its children, or nothing once one of them threw, until the next attempt. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, BoundaryState> {
  override state: BoundaryState = { hasThrown: false, attempt: this.props.attempt };

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { hasThrown: true };
  }

  static getDerivedStateFromProps(
    { attempt }: ErrorBoundaryProps,
    state: BoundaryState,
  ): BoundaryState | null {
    return attempt === state.attempt ? null : { hasThrown: false, attempt };
  }

  override componentDidCatch(thrown: unknown): void {
    this.props.onError(thrown);
  }

  override render(): ReactNode {
    return this.state.hasThrown ? null : this.props.children;
  }
}
