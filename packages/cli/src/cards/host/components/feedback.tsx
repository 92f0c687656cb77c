import type { ReactElement } from 'react';
import { useId } from 'react';
import { Glyph } from './glyph.js';
import { Picture } from './illustration.js';
import { classes, sizeOf, type HasChildren } from './tokens.js';

const ALERT_GLYPHS: Readonly<Record<string, string>> = {
  info: 'info',
  tip: 'bulb',
  success: 'checkCircle',
  warning: 'warning',
  error: 'exclamationCircle',
  danger: 'exclamationCircle',
};

/** HubSpot's component of the same name; bad news interrupts a screen reader, good news waits. */
export function Alert(
  props: HasChildren & { readonly title: string; readonly variant?: string },
): ReactElement {
  const { title, variant = 'info', children } = props;
  const isUrgent = variant === 'error' || variant === 'danger' || variant === 'warning';
  return (
    <div className={classes('ux-alert', variant)} role={isUrgent ? 'alert' : 'status'}>
      <Glyph name={ALERT_GLYPHS[variant] ?? 'info'} size="1.25rem" />
      <div>
        <strong>{title}</strong>
        {children === undefined ? null : <div className="ux-alert-body">{children}</div>}
      </div>
    </div>
  );
}

interface SpinnerProps {
  readonly label: string;
  readonly showLabel?: boolean;
  readonly size?: string;
  readonly layout?: 'inline' | 'centered';
}

/** HubSpot's component of the same name. */
export function LoadingSpinner({
  label,
  showLabel = false,
  size,
  layout = 'inline',
}: SpinnerProps): ReactElement {
  return (
    <span className={classes('ux-spinner', layout, sizeOf(size, 'sm'))} role="status">
      <span className="ux-spin" aria-hidden="true" />
      <span className={showLabel ? '' : 'sr'}>{label}</span>
    </span>
  );
}

interface StateProps extends HasChildren {
  readonly title?: string;
}

interface EmptyStateProps extends StateProps {
  readonly flush?: boolean;
  readonly layout?: 'horizontal' | 'vertical';
  readonly reverseOrder?: boolean;
  readonly imageWidth?: number;
  readonly imageName?: string;
}

/** HubSpot's component of the same name. */
export function EmptyState(props: EmptyStateProps): ReactElement {
  const { title, layout = 'vertical', reverseOrder = false, flush = false, imageName = 'idea' } = props;
  return (
    <div className={classes('ux-state', layout, reverseOrder && 'reversed', flush && 'flush')}>
      <Picture name={imageName} {...(props.imageWidth === undefined ? {} : { width: props.imageWidth })} />
      <div className="ux-state-words">
        {title === undefined ? null : <h3>{title}</h3>}
        {props.children}
      </div>
    </div>
  );
}

/** HubSpot's component of the same name. */
export function ErrorState(props: StateProps & { readonly type?: string }): ReactElement {
  const { title = 'Something went wrong', type = 'error', children } = props;
  return (
    <div className="ux-state vertical" role="alert">
      <Picture name={type} />
      <div className="ux-state-words">
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  );
}

interface ProgressBarProps {
  readonly title?: string;
  readonly 'aria-label'?: string;
  readonly showPercentage?: boolean;
  readonly value?: number;
  readonly maxValue?: number;
  readonly valueMax?: number;
  readonly valueDescription?: string;
  readonly variant?: string;
}

/** HubSpot's component of the same name. */
export function ProgressBar(props: ProgressBarProps): ReactElement {
  const { title, value = 0, valueDescription, variant = 'success', showPercentage = false } = props;
  const titleId = useId();
  const max = props.maxValue ?? props.valueMax ?? 100;
  const percent = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0;
  const label = props['aria-label'];
  return (
    <div className={classes('ux-progress', variant)}>
      <div className="ux-progress-words">
        {title === undefined ? null : <span id={titleId}>{title}</span>}
        {valueDescription === undefined ? null : <span className="soft">{valueDescription}</span>}
        {showPercentage ? <span className="soft">{Math.round(percent)}%</span> : null}
      </div>
      <div
        className="ux-progress-bar"
        role="progressbar"
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={valueDescription}
        {...(title === undefined ? { 'aria-label': label ?? 'Progress' } : { 'aria-labelledby': titleId })}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
