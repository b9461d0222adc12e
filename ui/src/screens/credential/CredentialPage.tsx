export function CredentialPage() { return null; }
