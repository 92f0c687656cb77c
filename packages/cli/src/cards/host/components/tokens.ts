/** HubSpot's names for sizes and distances as lengths, and other words its components share. */
import type { CSSProperties, ReactNode } from 'react';

/** A distance between things; `flush` is none. */
export type Distance = string | undefined;

const DISTANCES: Readonly<Record<string, string>> = {
  flush: '0',
  xs: '.25rem',
  'extra-small': '.25rem',
  sm: '.5rem',
  small: '.5rem',
  md: '1rem',
  medium: '1rem',
  lg: '1.5rem',
  large: '1.5rem',
  xl: '2rem',
  'extra-large': '2rem',
};

/** A distance as a length; default `flush`. */
export function lengthOf(distance: Distance, otherwise = 'flush'): string {
  return DISTANCES[distance ?? otherwise] ?? '0';
}

/** HubSpot's words for alignment as CSS has them. */
export function alignmentOf(word: string | undefined): string | undefined {
  if (word === 'around' || word === 'between') return `space-${word}`;
  return word === 'start' || word === 'end' ? `flex-${word}` : word;
}

/** `sm` for both `sm` and `small`. */
export function sizeOf(size: string | undefined, otherwise = 'md'): string {
  const short: Readonly<Record<string, string>> = {
    'extra-small': 'xs',
    small: 'sm',
    medium: 'md',
    large: 'lg',
    'extra-large': 'xl',
  };
  const wanted = size ?? otherwise;
  return short[wanted] ?? wanted;
}

/** What every component may hold. */
export interface HasChildren {
  readonly children?: ReactNode;
}

/** Only what is set; undefined values would erase a style. */
export function styleOf(style: {
  [Name in keyof CSSProperties]: CSSProperties[Name] | undefined;
}): CSSProperties {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}

/** Class names, the empty ones left out. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
