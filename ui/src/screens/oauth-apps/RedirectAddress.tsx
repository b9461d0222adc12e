import { Box, Input } from '@mantine/core';
import { CopyBox } from '../../parts/CopyBox';
import { oauthApps as text } from '../../text/oauthApps';

/** What is registered at the service before it shows a client. */
export function RedirectAddress({ address }: { address: string }) {
  return (
    <Input.Wrapper label={text.redirect} labelElement="div" description={text.redirectHelp}>
      <Box mt={5}>
        <CopyBox value={address} label={text.copyRedirect} />
      </Box>
    </Input.Wrapper>
  );
}
