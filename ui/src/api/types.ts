import type { components } from './schema';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKeyView'];
export type AuditEvent = Schemas['RecordedEvent'];
export type ChainVerification = Schemas['ChainVerdict'];
export type Connector = Schemas['ConnectorView'];
export type ConnectorField = Schemas['FieldView'];
export type ConnectorMethod = Schemas['MethodView'];
export type ChangeApiKey = Schemas['ChangedApiKey'];
export type CreateApiKey = Schemas['NewApiKey'];
export type CreateCredential = Schemas['NewCredential'];
export type Credential = Schemas['CredentialView'];
export type CredentialPage = Schemas['PageCredentialView'];
export type CredentialSummary = Schemas['CredentialSummary'];
export type CredentialUsage = Schemas['CredentialUsage'];
export type CredentialVersion = Schemas['CredentialVersion'];
export type Grant = Schemas['GrantView'];
export type Me = Schemas['Me'];
export type Member = Schemas['Member'];
export type Named = Schemas['Named'];
export type OpenSession = Schemas['OpenSession'];
export type Problem = Schemas['Problem'];
export type SecretState = Schemas['SecretField'];
export type SetupRequest = Schemas['SetupRequest'];
export type SetupResult = Schemas['SetupResult'];
export type StopPreview = Schemas['StopPreview'];
export type TestResult = Schemas['TestResult'];
export type UpdateCredential = Schemas['ChangedCredential'];

export type CredentialStatus = Credential['status'];
export type StatusCure = NonNullable<Credential['statusCure']>;
export type Scope = Credential['scope'];
export type MethodType = Credential['type'];
export type Environment = NonNullable<Credential['environment']>;
export type ApiKeyScope = ApiKey['scopes'][number];
export type FieldError = NonNullable<Problem['errors']>[number];
export type GrantLevel = Grant['level'];
