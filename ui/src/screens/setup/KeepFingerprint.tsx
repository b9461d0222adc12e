import { Button, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { SetupResult } from '../../api/types';
import { CopyBox } from '../../parts/CopyBox';
import { EntryCard } from '../../parts/EntryCard';
import { setup as text } from '../../text/entry';

export function KeepFingerprint({ result }: { result: SetupResult }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const goOn = () => {
    queries.clear();
    void navigate('/credentials', { replace: true });
  };
  return (
    <EntryCard title={text.keepTitle} lead={text.keepLead}>
      <Stack gap={14}>
        <CopyBox value={result.auditFingerprint} label={text.fingerprint} />
        <Text c="dimmed">{text.keepWhere}</Text>
        <Button onClick={goOn}>{text.goOn}</Button>
      </Stack>
    </EntryCard>
  );
}
