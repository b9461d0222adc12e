const drawings = import.meta.glob<string>(
  '../../node_modules/simple-icons/icons/{gmail,googlesheets,googledrive,googlecalendar,googlecloud,stripe,shopify,github,gitlab,bitbucket,jira,atlassian,notion,hubspot,zendesk,intercom,zoom,discord,telegram,mailchimp,mailgun,airtable,asana,trello,clickup,linear,dropbox,box,quickbooks,xero,paypal,square,woocommerce,bigcommerce,sap,zoho,anthropic,claude,cloudflare,digitalocean,datadog,pagerduty,sentry,snowflake,elasticsearch,influxdb,postgresql,mysql,mariadb,mongodb,redis,apachekafka,rabbitmq,mqtt,graphql,minio,swagger,openapiinitiative}.svg',
  { query: '?raw', import: 'default', eager: true },
);

/** Slug → path data of the service's mark. */
export const serviceMarks = new Map(
  Object.entries(drawings).map(([file, svg]) => [
    file.slice(file.lastIndexOf('/') + 1, -'.svg'.length),
    / d="([^"]+)"/.exec(svg)?.[1] ?? '',
  ]),
);
