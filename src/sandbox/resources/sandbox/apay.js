"use strict";

const $ = (id) => document.getElementById(id);
const token = new URLSearchParams(location.search).get("token") || "";
const state = { page: null };

const WORDS = {
  EN: ["Payment", "Amount", "Choose how to pay", "Pay", "Return without paying"],
  HI: ["भुगतान", "राशि", "भुगतान का तरीका चुनें", "भुगतान करें", "बिना भुगतान लौटें"],
  BN: ["পেমেন্ট", "পরিমাণ", "পেমেন্টের মাধ্যম বেছে নিন", "পেমেন্ট করুন", "পেমেন্ট ছাড়া ফিরে যান"],
  "ES-MX": ["Pago", "Importe", "Elija cómo pagar", "Pagar", "Volver sin pagar"],
  "PT-BR": ["Pagamento", "Valor", "Escolha como pagar", "Pagar", "Voltar sem pagar"],
  UZ: ["To‘lov", "Miqdor", "To‘lov usulini tanlang", "To‘lash", "To‘lamasdan qaytish"],
};

async function request(path, body) {
  const response = await fetch("/sandbox/api/apay/" + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, ...body }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || "The sandbox did not answer");
  return answer;
}

function element(tag, attributes, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

function show(page) {
  state.page = page;
  const [title, amount, choose, pay, leave] = WORDS[page.language] || WORDS.EN;
  document.documentElement.lang = WORDS[page.language] ? page.language.toLowerCase() : "en";
  $("title").textContent = title;
  $("merchant").textContent = page.merchant;
  $("amount-label").textContent = amount;
  $("choose").textContent = choose;
  $("pay").textContent = page.amount ? pay + " " + page.amount + " " + page.currency : pay;
  $("leave").textContent = leave;
  $("amount").textContent = page.amount ? page.amount + " " + page.currency : "";
  $("typed").hidden = page.amount !== null;
  if (page.amount === null) $("quick").replaceChildren(...page.buttons.map(quickAmount));
  $("systems").hidden = page.systems.length === 1;
  $("systems").append(...page.systems.map(system));
  $("form").hidden = page.paid;
  if (page.paid) $("status").textContent = "✓ " + (page.amount || "") + " " + page.currency;
}

function quickAmount(amount) {
  const button = element("button", { type: "button", className: "quiet" }, amount);
  button.onclick = () => { $("typed-amount").value = amount; };
  return button;
}

function system(one, index) {
  const choice = element("input", { type: "radio", name: "system", value: one.name, checked: index === 0 });
  return element("label", {}, choice, one.name, element("small", {}, one.least + " – " + one.most));
}

async function finish(outcome, amount) {
  const buttons = [...document.querySelectorAll("button")];
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const answer = await request("page/finish", {
      outcome, paymentSystem: document.querySelector("[name=system]:checked").value, ...(amount ? { amount } : {}),
    });
    location.assign(answer.location);
  } catch (failure) {
    $("status").textContent = failure.message;
    buttons.forEach((button) => { button.disabled = false; });
  }
}

const typed = () => state.page.amount === null ? $("typed-amount").value.trim() : "";

for (const button of document.querySelectorAll("button[type=button][data-outcome]")) {
  button.onclick = () => finish(button.dataset.outcome, typed());
}
$("form").onsubmit = (event) => {
  event.preventDefault();
  finish("SUCCESS", typed());
};
$("pay-other").onclick = () => finish("SUCCESS", $("other-amount").value.trim());

request("page", {}).then(show).catch((failure) => { $("status").textContent = failure.message; });
