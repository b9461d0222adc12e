import type { MethodType } from '../api/types';

export type Language = 'curl' | 'python' | 'node' | 'java' | 'proxy';

export const languages: Language[] = ['curl', 'python', 'node', 'java', 'proxy'];

/** The proxy carries HTTP only. */
export const languagesFor = (type: MethodType): Language[] =>
  type === 'database' ? languages.filter((language) => language !== 'proxy') : languages;

/** How an engine asks for a credential, or has a call sent with it. The id is taken, because a name may change. */
export function snippet(language: Language, origin: string, id: string): string {
  const resolve = `${origin}/runtime/v1/credentials/${id}/resolve`;
  switch (language) {
    case 'curl':
      return `curl -X POST \\\n  ${resolve} \\\n  -H "Authorization: Bearer $MORTISE_KEY"`;
    case 'python':
      return `import json, os, urllib.request

request = urllib.request.Request(
    "${resolve}",
    method="POST",
    headers={"Authorization": "Bearer " + os.environ["MORTISE_KEY"]},
)
with urllib.request.urlopen(request) as answer:
    fields = json.load(answer)["fields"]`;
    case 'node':
      return `const answer = await fetch("${resolve}", {
  method: "POST",
  headers: { Authorization: \`Bearer \${process.env.MORTISE_KEY}\` },
});
if (!answer.ok) throw new Error(await answer.text());
const { fields } = await answer.json();`;
    case 'java':
      return `var request = HttpRequest.newBuilder(URI.create("${resolve}"))
    .header("Authorization", "Bearer " + System.getenv("MORTISE_KEY"))
    .POST(HttpRequest.BodyPublishers.noBody())
    .build();
var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());`;
    case 'proxy':
      return `curl \\\n  ${origin}/runtime/v1/proxy/${id}/ \\\n  -H "Authorization: Bearer $MORTISE_KEY"`;
  }
}
