import { useLocation, useNavigate, useSearchParams } from 'react-router';

/** The chosen workspace lives in the address, as every filter does. Absent: all of them. */
export function useWorkspace() {
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const choose = (id: string | undefined) => {
    const page = pathname.startsWith('/credentials/') ? '/credentials' : pathname;
    void navigate({ pathname: page, search: id ? `?workspace=${encodeURIComponent(id)}` : '' });
  };
  return { workspace: search.get('workspace') ?? undefined, choose };
}
