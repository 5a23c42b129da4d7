"use strict";

const $ = (id) => document.getElementById(id);
const state = { bots: [], people: [], bot: null, person: null, chat: null, version: -1, blocked: false, offer: null, busy: false };

async function request(method, path, body) {
  const response = await fetch("/sandbox/api/" + path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || "The sandbox did not answer");
  return answer;
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

let toastTimer;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $("toast").classList.remove("shown"), 4000);
}

const guarded = (work) => async (...args) => {
  try {
    return await work(...args);
  } catch (failure) {
    toast(failure.message);
  }
};

// Choosing bot and payer

async function loadBots(chosen) {
  state.bots = await request("GET", "bots");
  $("bot").replaceChildren(
    ...state.bots.map((bot) => element("option", { value: bot.username }, bot.name)));
  if (chosen) $("bot").value = chosen;
  choose();
}

async function loadPeople() {
  state.people = await request("GET", "people");
  $("person").replaceChildren(
    ...state.people.map((one) => element("option", { value: one.id }, one.name + " (" + one.languageCode + ")")));
  $("opener").replaceChildren(
    element("option", { value: "" }, "yourself"),
    ...state.people.map((one) => element("option", { value: one.id }, one.name)));
}

/** Shows what is chosen; with a parameter, as somebody sees it who followed a link to the bot. */
function choose(start = null) {
  state.bot = state.bots.find((bot) => bot.username === $("bot").value);
  state.person = state.people.find((one) => String(one.id) === $("person").value);
  state.chat = currentGroup();
  state.version = -1;
  place.start = start;
  $("start-bar").hidden = start === null;
  $("composer").hidden = start !== null;
  closePopup();
  showPlace();
  showTokens();
  if ($("time").open) guarded(showTime)();
  guarded(refresh)();
}

function showTokens() {
  const rows = [
    ["Bot token", state.bot.token],
    ...(state.bot.environment === "TEST" ? [["Servers", "TEST"]] : []),
    ["Provider token, test", state.bot.providerToken],
    ["Provider token, live", state.bot.liveProviderToken],
    state.chat
      ? ["Chat id of " + state.chat.title, String(state.chat.id)]
      : ["Chat id of " + state.person.name, String(state.person.chatId)],
  ];
  $("tokens").replaceChildren(...rows.flatMap(([label, value]) => [
    element("dt", {}, label),
    element("dd", {}, element("code", {}, value), copyButton(label, value)),
  ]));
}

function copyButton(label, value) {
  const button = element("button", { type: "button", className: "quiet", ariaLabel: "Copy " + label }, "Copy");
  button.onclick = guarded(async () => {
    await navigator.clipboard.writeText(value);
    toast("Copied");
  });
  return button;
}

// The chat

const target = (more) => ({
  bot: state.bot.username, person: state.person.id, ...(state.chat ? { chat: state.chat.id } : {}), ...more,
});

async function refresh() {
  const asked = target();
  const chat = await request("GET", "messages?" + new URLSearchParams({ ...asked, since: state.version, limit: 200 }));
  if (JSON.stringify(asked) !== JSON.stringify(target()) || !chat.messages) return;
  state.version = chat.version;
  state.blocked = chat.blocked;
  if (!state.chat) {
    $("block").textContent = chat.blocked ? "Unblock bot" : "Block bot";
    $("subtitle").textContent = chat.blocked ? "blocked by you" : "bot · @" + state.bot.username;
  }
  const mute = state.chat && state.chat.type === "channel" ? "Only administrators write here"
    : chat.blocked ? "Unblock the bot to write" : "";
  $("text").disabled = Boolean(mute);
  $("menu").disabled = Boolean(mute);
  $("text").placeholder = mute || (state.chat ? "Message or @bot query" : "Message or /command");
  const nodes = chat.messages.map(message);
  $("log").replaceChildren(...(nodes.length ? nodes : [emptyChat()]));
  $("log").scrollTop = $("log").scrollHeight;
}

function emptyChat() {
  if (state.chat) {
    return element("div", { className: "empty" },
      element("p", {}, "No messages yet. " + (isHere(state.chat)
        ? "What the bot sends to chat id " + state.chat.id + " appears here."
        : "Add the bot to let it write here.")));
  }
  const empty = element("div", { className: "empty" },
    element("p", {}, "No messages yet. Invoices the bot sends to chat id " + state.person.chatId + " appear here."));
  if (place.start === null) {
    const start = element("button", { type: "button", className: "primary" }, "Start");
    start.onclick = () => say("/start");
    empty.append(element("p", {}, start));
  }
  return empty;
}

/** Who wrote it, whose bot it came by: of some messages in a group that is another bot. */
const author = (one) => one.raw.sender_chat || one.raw.from || {};
const botOf = (one) => (one.raw.via_bot || (author(one).is_bot && author(one)) || state.bot).username || state.bot.username;
const isMine = (one) => !one.fromBot && author(one).id === state.person.id;

function message(one) {
  const service = one.paid || one.refunded || !(one.invoice || one.media || one.text || one.raw.photo || one.raw.invoice);
  const kind = service ? "service" : isMine(one) ? "mine" : "";
  const bubble = element("div", { className: "bubble" });
  if (!service) bubble.append(...byline(one));
  if (one.invoice) bubble.append(invoiceCard(one));
  else if (one.media) bubble.append(mediaCard(one));
  else if (service) bubble.append(happening(one));
  else if (one.raw.photo) bubble.append(...photograph(one));
  else if (one.raw.invoice) bubble.append(forwardedCard(one.raw.invoice));
  else bubble.append(...withLinks(one.text || ""));
  const date = new Date(one.date * 1000);
  bubble.append(element("time", { dateTime: date.toISOString() },
    (one.edited ? "edited " : "") + date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })));
  const node = element("article", { className: "message " + kind }, bubble);
  const keyboard = keys(one);
  if (keyboard) node.append(keyboard);
  return node;
}

function byline(one) {
  const by = [];
  if (state.chat && !isMine(one)) by.push(author(one).title || author(one).first_name || "");
  if (one.raw.via_bot) by.push("via @" + one.raw.via_bot.username);
  if (one.raw.forward_origin) by.push("forwarded from @" + one.raw.forward_origin.sender_user.username);
  return by.length ? [element("p", { className: "byline" }, by.join(" "))] : [];
}

function happening(one) {
  const who = isMine(one) || !state.chat ? "You" : author(one).first_name;
  if (one.paid) return who + " paid " + one.paid + " to " + state.bot.name;
  if (one.refunded) return state.bot.name + " refunded " + one.refunded;
  return "The group became a supergroup";
}

/** Nothing was sent that could be shown. */
function photograph(one) {
  return [element("div", { className: "photo" }, "🖼 Photo"), ...withLinks(one.photo)];
}

/** A copy of an invoice that belongs to another chat: Telegram shows it, and the button leads there. */
function forwardedCard(invoice) {
  return element("div", { className: "invoice" },
    element("h3", {}, invoice.title),
    element("p", { className: "description" }, invoice.description));
}

function withLinks(text) {
  return text.split(/(https?:\/\/\S+)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const anchor = element("a", { href: part, target: "_blank", rel: "noreferrer" }, part);
    anchor.onclick = (event) => followLink(event, part);
    return anchor;
  });
}

function priceRows(invoice, extra = []) {
  const rows = [...invoice.prices.map((price) => [price.label, price.text]), ...extra];
  return rows.map(([label, text]) => element("tr", {}, element("td", {}, label), element("td", {}, text)));
}

function totalRow(text) {
  return element("tr", { className: "total" }, element("td", {}, "Total"), element("td", {}, text));
}

function invoiceCard(one) {
  const invoice = one.invoice;
  const card = element("div", { className: "invoice" },
    element("h3", {}, invoice.title),
    element("p", { className: "description" }, invoice.description),
    element("table", {}, element("tbody", {}, ...priceRows(invoice), totalRow(invoice.totalText))));
  if (invoice.state === "PAID") card.append(element("p", { className: "receipt" }, "✓ Paid. This is your receipt."));
  return card;
}

function mediaCard(one) {
  const { media } = one;
  const card = element("div", { className: "invoice" },
    element("h3", {}, media.count === 1 ? "A picture or video" : media.count + " pictures and videos"),
    element("p", { className: "description" }, media.caption));
  if (media.bought) card.append(element("p", { className: "receipt" }, "✓ Bought. A real chat would show it here."));
  else card.append(unlock(one));
  return card;
}

function unlock(one) {
  const button = element("button", { type: "button", className: "primary" }, "Unlock for " + one.media.price);
  button.onclick = guarded(async () => {
    button.disabled = true;
    await request("POST", "media", target({ messageId: one.messageId }));
    await refresh();
  });
  return button;
}

function keys(one) {
  const paid = one.invoice && one.invoice.state === "PAID";
  const rows = one.buttons.map((row) => row.filter((button) => !(button.pay && paid))).filter((row) => row.length);
  if (!rows.length) return null;
  return element("div", { className: "keys" },
    ...rows.map((row) => element("div", {}, ...row.map((button) => key(one, button)))));
}

function key(one, button) {
  if (button.url) return linkKey(button);
  const node = element("button", { type: "button", className: button.pay ? "pay" : "" }, button.text);
  if (button.pay) node.onclick = () => openSheet(one.invoice, target({ bot: botOf(one), messageId: one.messageId }));
  else if (button.callback_data) node.onclick = guarded(() => press(node, one, button.callback_data));
  return node;
}

/** Opens in a new tab, unless it leads to a chat of the sandbox. */
function linkKey(button) {
  const href = /^[a-z][a-z0-9+.-]*:/i.test(button.url) ? button.url : "http:" + "//" + button.url;
  const node = element("a", { href, target: "_blank", rel: "noreferrer" }, button.text);
  node.onclick = (event) => followLink(event, button.url);
  return node;
}

async function press(node, one, data) {
  node.disabled = true;
  try {
    const notice = await request("POST", "press", target({ messageId: one.messageId, data }));
    if (notice.text) toast(notice.text);
    else if (!notice.answered) toast("The bot did not answer the button");
  } finally {
    node.disabled = false;
  }
  await refresh();
}

const say = guarded(async (text) => {
  await request("POST", "text", target({ text }));
  await refresh();
});

// The payment sheet

const units = (invoice, amount) => {
  const digits = String(amount).padStart(invoice.decimals + 1, "0");
  const whole = digits.slice(0, digits.length - invoice.decimals);
  return invoice.decimals ? whole + "." + digits.slice(-invoice.decimals) : whole;
};

const spelled = (invoice, amount) =>
  units(invoice, amount) + " " + (invoice.currency === "XTR" ? (amount === 1 ? "Star" : "Stars") : invoice.currency);

function typedTip() {
  const { invoice } = state.offer;
  const text = $("tip").value.trim().replace(",", ".");
  if (!invoice.maxTip || !text) return 0;
  const [whole, fraction = ""] = text.split(".");
  if (!/^\d+$/.test(whole) || !/^\d*$/.test(fraction) || fraction.length > invoice.decimals) return NaN;
  return Number(whole + fraction.padEnd(invoice.decimals, "0"));
}

function openSheet(invoice, order) {
  state.offer = { invoice, order };
  $("sheet-title").textContent = invoice.title;
  $("sheet-description").textContent = invoice.description;
  $("tip").value = units(invoice, 0);
  $("tips").hidden = !invoice.maxTip;
  $("tip-choices").replaceChildren(...invoice.suggestedTips.map((tip) => {
    const button = element("button", { type: "button", className: "quiet", ariaPressed: "false" }, tip.text);
    button.dataset.amount = tip.amount;
    button.onclick = () => {
      $("tip").value = button.ariaPressed === "true" ? units(invoice, 0) : units(invoice, tip.amount);
      showTotal();
    };
    return button;
  }));
  const asked = [["needsName", "name"], ["needsPhoneNumber", "phone number"], ["needsEmail", "email"], ["needsAddress", "address"]]
    .filter(([field]) => invoice[field]).map(([, label]) => label);
  $("requested").textContent = asked.length
    ? "The bot gets your invented " + asked.join(", ").replace(/, ([^,]*)$/, " and $1") + "."
    : "";
  $("requested").hidden = !asked.length;
  $("shipping").hidden = !invoice.needsAddress;
  $("shipping-option").parentElement.hidden = !invoice.needsShipping;
  $("card").hidden = invoice.currency === "XTR";
  status("");
  busy(false);
  showTotal();
  $("sheet").showModal();
}

function showTotal() {
  const { invoice } = state.offer;
  const tip = typedTip();
  const valid = tip >= 0 && tip <= invoice.maxTip;
  const total = spelled(invoice, invoice.total + (valid ? tip : 0));
  $("sheet-prices").tBodies[0].replaceChildren(
    ...priceRows(invoice, valid && tip ? [["Tip", spelled(invoice, tip)]] : []), totalRow(total));
  $("pay").textContent = "Pay " + total;
  for (const button of $("tip-choices").children) button.ariaPressed = String(Number(button.dataset.amount) === tip);
  if (!valid) status("The tip may be 0 to " + spelled(invoice, invoice.maxTip), true);
  else if (!state.busy) status("");
  return valid;
}

function status(text, bad = false) {
  $("sheet-status").textContent = text;
  $("sheet-status").classList.toggle("bad", bad);
}

function busy(on) {
  state.busy = on;
  for (const button of document.querySelectorAll("[data-outcome]")) button.disabled = on;
}

const endings = {
  DECLINED: (result) => "The bot declined: " + result.errorMessage,
  TIMEOUT: (result) => "The bot did not answer within 10 seconds (" + result.errorMessage + ").",
  FAILED: (result) => "The bot approved, then the payment failed (" + result.errorMessage + "). The bot is not told.",
  ABANDONED: () => "The bot approved, then you walked away. The bot is not told.",
};

async function pay(outcome) {
  if (!showTotal()) return;
  const { order } = state.offer;
  busy(true);
  status("Waiting for the bot…");
  try {
    const result = await request("POST", "pay", {
      ...order, tip: typedTip(), outcome, country: $("country").value, shippingOption: $("shipping-option").value.trim(),
    });
    if (result.result === "PAID") {
      $("sheet").close();
      toast("Paid");
    } else {
      status(endings[result.result](result), true);
    }
  } catch (failure) {
    status(failure.message, true);
  } finally {
    busy(false);
  }
  await refresh();
}

// Wiring

$("bot").onchange = () => choose();
$("person").onchange = () => choose();
$("tip").oninput = showTotal;
$("pay-form").onsubmit = (event) => {
  if (!event.submitter || event.submitter.value !== "close") event.preventDefault();
};
for (const button of document.querySelectorAll("[data-outcome]")) button.onclick = () => pay(button.dataset.outcome);

$("block").onclick = guarded(async () => {
  if (state.chat) return moveBot();
  await request("POST", "block", target({ blocked: !state.blocked }));
  await refresh();
});

// Time and Stars

async function showTime(clock) {
  const now = clock || await request("GET", "clock");
  $("now").textContent = new Date(now.now).toLocaleString();
  const bots = await request("GET", "bots");
  const bot = bots.find((one) => one.username === state.bot.username);
  $("stars").textContent = bot.starBalance + " ⭐";
}

const moveClock = (method, body) => guarded(async () => {
  await showTime(await request(method, "clock", body));
  await refresh();
});

$("day-later").onclick = moveClock("POST", { advance: "P1D" });
$("month-later").onclick = moveClock("POST", { advance: "P30D" });
$("real-time").onclick = moveClock("DELETE");
$("time").ontoggle = guarded(async () => $("time").open && showTime());

$("create").onsubmit = async (event) => {
  event.preventDefault();
  $("create-error").textContent = "";
  try {
    const bot = await request("POST", "bots", {
      name: $("bot-name").value, username: $("bot-username").value, environment: $("bot-environment").value,
    });
    $("create").reset();
    await loadBots(bot.username);
  } catch (failure) {
    $("create-error").textContent = failure.message;
  }
};

const begin = guarded(async () => {
  $("father").open = window.matchMedia("(min-width: 761px)").matches;
  await loadPeople();
  await loadGroups("");
  await loadBots();
  setInterval(() => refresh().catch(() => {}), 1000);
  setInterval(() => $("time").open && showTime().catch(() => {}), 5000);
});
