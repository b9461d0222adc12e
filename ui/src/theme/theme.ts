import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e3f1ef',
  '#c7e5e1',
  '#97d2cb',
  '#6ac4ba',
  '#46b8ad',
  '#2a9c92',
  '#16847c',
  '#0b6e69',
  '#085a56',
  '#054542',
];

const danger: MantineColorsTuple = [
  '#fdeceb',
  '#f9d3d0',
  '#f4a9a3',
  '#f28a80',
  '#f0695b',
  '#dd5043',
  '#cf4336',
  '#c2382b',
  '#9f2c21',
  '#7b2018',
];

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { accent, danger },
  defaultRadius: 7,
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { md: '1.45' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { h: 34, px: 13, fw: 530 } },
    Modal: { defaultProps: { radius: 12, centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Menu: { defaultProps: { shadow: 'md', radius: 8 } },
    Skeleton: { defaultProps: { radius: 5 } },
  },
});

const surfaces = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--code)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
};

export const surfacesResolver: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
