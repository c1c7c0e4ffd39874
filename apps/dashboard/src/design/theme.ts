import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import tokens from './tokens.json';

const ink: MantineColorsTuple = [
  '#f5f6f8',
  '#edf0f3',
  '#e1e5ea',
  '#c6cdd5',
  '#808a95',
  '#5f6a75',
  '#434d58',
  '#2b333c',
  '#1a2027',
  '#10151b',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  autoContrast: true,
  colors: { ink },
  black: '#10151b',
  white: '#ffffff',
  fontFamily: tokens.font.sans,
  fontFamilyMonospace: tokens.font.mono,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '20px' },
  lineHeights: { xs: '1.27', sm: '1.33', md: '1.54', lg: '1.43', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '999px' },
  defaultRadius: 'sm',
  breakpoints: { xs: '22.5em', sm: '40em', md: '60em', lg: '80em', xl: '105em' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const plain = (colours: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(colours).flatMap(([name, colour]) =>
      typeof colour === 'string' ? [[`--${kebab(name)}`, colour]] : [],
    ),
  );

const prefixed = (prefix: string, colours: Record<string, string>) =>
  Object.fromEntries(Object.entries(colours).map(([name, colour]) => [`--${prefix}-${name}`, colour]));

const variables = (colours: (typeof tokens.color)['light']) => ({
  ...plain(colours),
  ...prefixed('st', colours.status),
  ...prefixed('tx', colours.statusText),
  ...prefixed('sf', colours.statusSoft),
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-hover': 'var(--hover)',
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables(tokens.color.light),
  dark: variables(tokens.color.dark),
});

/** Paper and frame of the past, set on <html> while travelling. */
export const pastVariables = (scheme: 'light' | 'dark'): Record<string, string> => plain(tokens.colorPast[scheme]);

/** For what cannot read a CSS variable: the favicon. */
export const statusColours = tokens.color.light.status;

/** Light whatever the viewer's scheme: what goes on paper. */
export const paperVariables: Record<string, string> = variables(tokens.color.light);
