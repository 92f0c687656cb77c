import {
  Children,
  isValidElement,
  useId,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { Glyph } from './glyph.js';
import { classes, sizeOf, type HasChildren } from './tokens.js';

interface AccordionProps extends HasChildren {
  readonly title: string;
  readonly defaultOpen?: boolean;
  readonly open?: boolean;
  readonly disabled?: boolean;
  readonly size?: string;
  readonly onClick?: () => void;
}

/** HubSpot's component of the same name. */
export function Accordion(props: AccordionProps): ReactElement {
  const { title, defaultOpen = false, open, disabled = false, size, onClick, children } = props;
  const [own, setOwn] = useState(defaultOpen);
  const id = useId();
  const isOpen = open ?? own;
  return (
    <div className={classes('ux-accordion', sizeOf(size))}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        disabled={disabled}
        onClick={() => {
          setOwn(!isOpen);
          onClick?.();
        }}
      >
        <Glyph name={isOpen ? 'downCarat' : 'right'} />
        {title}
      </button>
      <div id={id} hidden={!isOpen}>
        {children}
      </div>
    </div>
  );
}

interface TabProps extends HasChildren {
  readonly title?: string;
  readonly tabId?: string | number;
  readonly disabled?: boolean;
}

/** HubSpot's component of the same name; drawn by the Tabs around it. */
export function Tab({ children }: TabProps): ReactElement {
  return <>{children}</>;
}

interface TabsProps extends HasChildren {
  readonly selected?: string | number;
  readonly defaultSelected?: string | number;
  readonly onSelectedChange?: (id: string | number) => void;
  readonly variant?: string;
  readonly fill?: boolean;
}

type TabElement = ReactElement<TabProps>;

/** HubSpot's component of the same name; arrow keys move between tabs. */
export function Tabs(props: TabsProps): ReactElement {
  const id = useId();
  const tabs = Children.toArray(props.children).filter(isTab);
  const idOf = (tab: TabElement | undefined, at: number): string | number => tab?.props.tabId ?? at;
  const [own, setOwn] = useState(props.defaultSelected ?? idOf(tabs[0], 0));
  const wanted = tabs.findIndex((tab, at) => idOf(tab, at) === (props.selected ?? own));
  const current = Math.max(0, wanted);
  const select = (at: number): void => {
    setOwn(idOf(tabs[at], at));
    props.onSelectedChange?.(idOf(tabs[at], at));
  };
  return (
    <div className={classes('ux-tabs', props.variant, props.fill === true && 'fill')}>
      <div role="tablist" onKeyDown={(event) => moveAlong(event, select)}>
        {tabs.map((tab, at) => (
          <button
            key={idOf(tab, at)}
            type="button"
            role="tab"
            id={`${id}-${at}`}
            aria-selected={at === current}
            aria-controls={`${id}-panel`}
            tabIndex={at === current ? 0 : -1}
            disabled={tab.props.disabled}
            onClick={() => select(at)}
          >
            {tab.props.title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`} tabIndex={0}>
        {tabs[current]}
      </div>
    </div>
  );
}

function isTab(child: ReactNode): child is TabElement {
  return isValidElement(child) && child.type === Tab;
}

function moveAlong(event: KeyboardEvent<HTMLElement>, select: (at: number) => void): void {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
  const step = steps[event.key];
  if (step === undefined) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="tab"]')];
  const open = tabs.filter((tab) => !tab.disabled);
  const from = open.findIndex((tab) => tab === document.activeElement);
  const next = open[(from + step + open.length) % open.length];
  if (from < 0 || !next) return;
  event.preventDefault();
  next.focus();
  select(tabs.indexOf(next));
}
