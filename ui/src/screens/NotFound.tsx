import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Empty } from '../parts/Empty';
import { usePageTitle } from '../parts/usePageTitle';
import { common } from '../text/common';

export function NotFound() {
  usePageTitle(common.notFound);
  return (
    <Empty level={1} title={common.notFound} text={common.notFoundHelp}>
      <Button component={Link} to="/credentials">
        {common.toCredentials}
      </Button>
    </Empty>
  );
}
