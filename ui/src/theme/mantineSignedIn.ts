/* Styles of components that every screen behind the sign-in shows first; they come after those of `mantine.ts`. */
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/CheckboxIndicator.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/Kbd.css';
