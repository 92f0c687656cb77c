import type { ReactElement } from 'react';
import { Glyph } from './glyph.js';
import { targetOf, type Href } from './target.js';
import { classes, type HasChildren } from './tokens.js';

/** HubSpot's component of the same name. */
export function DescriptionList(
  props: HasChildren & { readonly direction?: 'row' | 'column' },
): ReactElement {
  return <dl className={classes('ux-facts', `is-${props.direction ?? 'column'}`)}>{props.children}</dl>;
}

/** HubSpot's component of the same name. */
export function DescriptionListItem({
  label,
  children,
}: HasChildren & { readonly label: string }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** HubSpot's component of the same name. */
export function Statistics({ children }: HasChildren): ReactElement {
  return <dl className="ux-statistics">{children}</dl>;
}

/** HubSpot's component of the same name. */
export function StatisticsItem(
  props: HasChildren & { readonly label: string; readonly number: string | number },
): ReactElement {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <span className="ux-number">{props.number}</span>
        {props.children}
      </dd>
    </div>
  );
}

/** HubSpot's component of the same name. */
export function StatisticsTrend(props: {
  readonly value: string;
  readonly direction: 'increase' | 'decrease';
  readonly color?: 'red' | 'green';
}): ReactElement {
  const { value, direction, color = direction === 'increase' ? 'green' : 'red' } = props;
  return (
    <span className={classes('ux-trend', color)}>
      <span aria-hidden="true">{direction === 'increase' ? '▲' : '▼'}</span>
      <span className="sr">{direction === 'increase' ? 'up' : 'down'}</span> {value}
    </span>
  );
}

/** HubSpot's component of the same name. */
export function ScoreCircle({ score }: { readonly score: number }): ReactElement {
  const level = score < 34 ? 'low' : score < 67 ? 'middle' : 'high';
  return (
    <span className={classes('ux-score', level)} role="img" aria-label={`Score ${score} of 100`}>
      {score}
    </span>
  );
}

/** HubSpot's component of the same name. */
export function Image(props: {
  readonly src: string;
  readonly alt?: string;
  readonly width?: number;
  readonly height?: number;
  readonly href?: Href;
  readonly onClick?: () => void;
}): ReactElement {
  const { src, alt = '', width, height, href, onClick } = props;
  const drawn = <img className="ux-image" src={src} alt={alt} width={width} height={height} />;
  if (href !== undefined) {
    return (
      <a {...targetOf(href)} onClick={onClick}>
        {drawn}
      </a>
    );
  }
  if (!onClick) return drawn;
  return (
    <button type="button" className="ux-bare" onClick={onClick}>
      {drawn}
    </button>
  );
}

interface StepIndicatorProps {
  readonly stepNames: readonly string[];
  readonly currentStep?: number;
  readonly direction?: 'horizontal' | 'vertical';
  readonly onClick?: (step: number) => void;
}

/** HubSpot's component of the same name; steps count from 0. */
export function StepIndicator(props: StepIndicatorProps): ReactElement {
  const { stepNames, currentStep = 0, direction = 'horizontal', onClick } = props;
  return (
    <ol className={classes('ux-steps', direction)}>
      {stepNames.map((name, at) => (
        <li
          key={name}
          className={at < currentStep ? 'done' : ''}
          aria-current={at === currentStep ? 'step' : undefined}
        >
          <span className="ux-step-mark" aria-hidden="true">
            {at < currentStep ? <Glyph name="success" size=".8em" /> : at + 1}
          </span>
          {onClick ? (
            <button type="button" className="ux-bare" onClick={() => onClick(at)}>
              {name}
            </button>
          ) : (
            <span>{name}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
