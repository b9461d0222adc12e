import { Radio, Stack } from '@mantine/core';
import { Notice, ProblemNotice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { authorize as text } from '../../text/authorize';
import type { Authorization } from './useAuthorization';

/** Where an account can be used for several things, such as its tenants: for which of them. */
export function AccountChoice({ authorization: { choices, choice, pick, choose, choosing } }: Props) {
  return (
    <>
      <Notice tone="off" title={text.choosing}>
        <Radio.Group aria-label={text.choosing} value={choice} onChange={pick}>
          <Stack gap={6} mt={6} mb={10}>
            {choices.map(({ id, name }) => (
              <Radio key={id} value={id} label={name} />
            ))}
          </Stack>
        </Radio.Group>
        <WorkButton size="compact-sm" h={28} busy={choosing.isPending} disabled={choice === null} onClick={choose}>
          {text.choose}
        </WorkButton>
      </Notice>
      <ProblemNotice error={choosing.error} />
    </>
  );
}

type Props = { authorization: Authorization };
