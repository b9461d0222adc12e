import { common } from '../text/common';
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

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

const dark: MantineColorsTuple = [
  '#e9eaec',
  '#c9cbcf',
  '#9da0a6',
  '#8e9197',
  '#3a3d43',
  '#26282c',
  '#17181b',
  '#111214',
  '#0d0e10',
  '#08090a',
];

/** The page keeps its scroll bar while a dialog is open, so that nothing shifts. */
export const keepScrollBar = { removeScrollBar: false };

/** The head of a dialog is none of the page; two dialogs would give the page two. */
const attributes = { header: { role: 'presentation' } };

export const overlayProps = { backgroundOpacity: 0.38, blur: 0 };

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  colors: { accent, danger, dark },
  // In the dark the accent is light, so what stands on it is dark.
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colours, color: 'var(--on-accent)' } : colours;
  },
  defaultRadius: 7,
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { md: '1.45' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { h: 34, px: 13, fw: 530 } },
    Modal: {
      defaultProps: {
        radius: 12,
        centered: true,
        removeScrollProps: keepScrollBar,
        overlayProps,
        attributes,
        closeButtonProps: { 'aria-label': common.close },
      },
      // A long name in the title breaks, and leaves room for what closes the dialog.
      styles: {
        header: { background: 'var(--panel)' },
        title: { lineHeight: 1.35, fontWeight: 600, overflowWrap: 'anywhere', minWidth: 0 },
      },
    },
    Drawer: {
      defaultProps: {
        removeScrollProps: keepScrollBar,
        overlayProps,
        attributes,
        closeButtonProps: { 'aria-label': common.close },
      },
    },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': common.close } },
      // Mantine's own grey is too light beside a title.
      styles: { description: { color: 'var(--dim)' } },
    },
    Anchor: { defaultProps: { underline: 'always' } },
    // The placeholder would stand among the items of the menu, where only items may.
    Menu: { defaultProps: { shadow: 'md', radius: 8, withInitialFocusPlaceholder: false } },
    // The list of choices scrolls itself, so that assistive technology knows what scrolls.
    Select: { defaultProps: { withScrollArea: false } },
    MultiSelect: { defaultProps: { withScrollArea: false } },
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
  '--mantine-color-disabled': 'var(--line)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const surfacesResolver: CSSVariablesResolver = () => ({ variables: {}, light: surfaces, dark: surfaces });
