import type { components } from './schema';

type Schemas = components['schemas'];

export type ApiKey = Schemas['ApiKey'];
export type AuditEvent = Schemas['AuditEvent'];
export type ChainVerification = Schemas['ChainVerification'];
export type Connector = Schemas['Connector'];
export type ConnectorField = Schemas['ConnectorField'];
export type ConnectorMethod = Schemas['ConnectorMethod'];
export type CreateApiKey = Schemas['CreateApiKey'];
export type CreateCredential = Schemas['CreateCredential'];
export type CreatedApiKey = Schemas['CreatedApiKey'];
export type Credential = Schemas['Credential'];
export type CredentialPage = Schemas['CredentialPage'];
export type CredentialSummary = Schemas['CredentialSummary'];
export type CredentialUsage = Schemas['CredentialUsage'];
export type CredentialVersion = Schemas['CredentialVersion'];
export type FieldError = Schemas['FieldError'];
export type Grant = Schemas['Grant'];
export type Me = Schemas['Me'];
export type Member = Schemas['Member'];
export type Named = Schemas['Named'];
export type Problem = Schemas['Problem'];
export type SecretState = Schemas['SecretState'];
export type SetupRequest = Schemas['SetupRequest'];
export type SetupResult = Schemas['SetupResult'];
export type StopPreview = Schemas['StopPreview'];
export type TestResult = Schemas['TestResult'];
export type UpdateCredential = Schemas['UpdateCredential'];

export type CredentialStatus = Credential['status'];
export type StatusCure = NonNullable<Credential['statusCure']>;
export type Scope = Credential['scope'];
export type MethodType = Credential['type'];
export type Environment = NonNullable<Credential['environment']>;
export type GrantLevel = Grant['level'];
