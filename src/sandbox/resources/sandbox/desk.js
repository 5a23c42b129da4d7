"use strict";

// The five values of A-Pay's well-known project, and the latest deposits

async function showApay() {
  const [project] = await request("GET", "apay/projects");
  const values = [
    ["API key", project.apiKey],
    ["Project id", project.projectId],
    ["Webhook id", project.webhookId],
    ["Access key", project.accessKey],
    ["Private key", project.privateKey],
  ];
  const all = values.map(([, value]) => value).join("\n");
  $("apay-values").replaceChildren(
    element("dt", {}, "All five, as a provider bot asks for them"), element("dd", {}, copyButton("all five values", all)),
    ...values.flatMap(([label, value]) => [
      element("dt", {}, label),
      element("dd", {}, element("code", {}, value), copyButton(label, value)),
    ]));
  const deposits = await request("GET", "apay/deposits?" + new URLSearchParams({ projectId: project.projectId }));
  $("apay-deposits").replaceChildren(...deposits.slice(-5).reverse().map((one) =>
    element("li", {}, one.orderId + " · " + (one.amount === null ? "" : one.amount + " ") + one.terms.currency + " · " + one.status)));
}

$("apay").ontoggle = guarded(async () => $("apay").open && showApay());
