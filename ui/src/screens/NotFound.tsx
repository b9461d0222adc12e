import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { Empty } from '../parts/Empty';
import { Page } from '../parts/Page';
import { common } from '../text/common';

export function NotFound() {
  return (
    <Page title={common.notFound}>
      <Empty title={common.notFound} text={common.notFoundHelp}>
        <Button component={Link} to="/credentials">
          {common.toCredentials}
        </Button>
      </Empty>
    </Page>
  );
}
