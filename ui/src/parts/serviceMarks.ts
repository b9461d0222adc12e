const addresses = import.meta.glob<string>(
  '../../node_modules/simple-icons/icons/{gmail,googlesheets,googledrive,googlecalendar,googlecloud,stripe,shopify,github,gitlab,bitbucket,jira,atlassian,notion,hubspot,zendesk,intercom,zoom,discord,telegram,mailchimp,mailgun,airtable,asana,trello,clickup,linear,dropbox,box,quickbooks,xero,paypal,square,woocommerce,bigcommerce,sap,zoho,anthropic,claude,cloudflare,digitalocean,datadog,pagerduty,sentry,snowflake,elasticsearch,influxdb,postgresql,mysql,mariadb,mongodb,redis,apachekafka,rabbitmq,mqtt,graphql,minio,swagger,openapiinitiative}.svg',
  { query: '?url', import: 'default', eager: true },
);

/** Slug → address of the service's mark: a page loads only the marks that it shows. */
export const serviceMarks = new Map(
  Object.entries(addresses).map(([file, address]) => [file.slice(file.lastIndexOf('/') + 1, -'.svg'.length), address]),
);
