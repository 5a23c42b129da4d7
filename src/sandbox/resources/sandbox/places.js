"use strict";

// Groups and channels, and links that lead to a chat

const place = { groups: [], start: null };

const standing = (group) => group.bots[state.bot.id];
const isHere = (group) => ["MEMBER", "ADMINISTRATOR"].includes(standing(group));

async function loadGroups(chosen) {
  const groups = (await request("GET", "groups")).filter((group) => !group.migratedTo);
  if (chosen === undefined && JSON.stringify(groups) === JSON.stringify(place.groups)) return;
  const wanted = chosen === undefined ? $("chat").value : String(chosen || "");
  place.groups = groups;
  $("chat").replaceChildren(
    element("option", { value: "" }, "Private chat with the bot"),
    ...groups.map((group) => element("option", { value: group.id }, group.title + " (" + group.type + ")")));
  $("chat").value = groups.some((group) => String(group.id) === wanted) ? wanted : "";
  state.chat = currentGroup();
}

const currentGroup = () => place.groups.find((group) => String(group.id) === $("chat").value) || null;

function showPlace() {
  const group = state.chat;
  $("title").textContent = group ? group.title : state.bot.name;
  $("avatar").textContent = (group ? group.title : state.bot.name).slice(0, 1).toUpperCase();
  $("avatar").classList.toggle("group", Boolean(group));
  if (!group) return;
  $("subtitle").textContent = group.type + " · @" + state.bot.username + (isHere(group) ? " is here" : " is not here");
  $("block").textContent = isHere(group) ? "Remove bot" : "Add bot";
}

/** In a channel a bot is of use only as an administrator. */
async function moveBot() {
  const joining = state.chat.type === "channel" ? "ADMINISTRATOR" : "MEMBER";
  await request("POST", "members", target({ standing: isHere(state.chat) ? "KICKED" : joining }));
  await loadGroups(state.chat.id);
  choose();
}

$("chat").onchange = () => choose();
$("chat").onfocus = guarded(() => loadGroups());

$("create-group").onsubmit = async (event) => {
  event.preventDefault();
  $("group-error").textContent = "";
  try {
    const group = await request("POST", "groups", { title: $("group-title").value, type: $("group-type").value });
    $("create-group").reset();
    await loadGroups(group.id);
    choose();
  } catch (failure) {
    $("group-error").textContent = failure.message;
  }
};

// Links, opened by whoever is asked for

const DEEP_LINK = /t\.me\/(\w{5,32})\?start=([\w-]{1,64})$/i;
const INVOICE_LINK = /t\.me\/(\$|invoice\/)/;

async function openInvoice(url, person) {
  const link = url.includes("://") ? url : "https:" + "//" + url;
  const invoice = await request("GET", "links?" + new URLSearchParams({ link }));
  openSheet(invoice, { link, person });
}

/** The chat with the bot opens, and a press on START says the rest. */
async function openStart(username, parameter) {
  const bot = state.bots.find((one) => one.username.toLowerCase() === username.toLowerCase());
  if (!bot) throw new Error("There is no bot @" + username + " in the sandbox");
  $("bot").value = bot.username;
  $("chat").value = "";
  choose(parameter);
}

async function openLink(url, person = state.person.id) {
  const start = DEEP_LINK.exec(url);
  if (!start && !INVOICE_LINK.test(url)) throw new Error("Open t.me/$… or t.me/a_bot?start=…");
  if (!start) return openInvoice(url, person);
  $("person").value = person;
  return openStart(start[1], start[2]);
}

function followLink(event, url) {
  if (DEEP_LINK.test(url) || INVOICE_LINK.test(url)) {
    event.preventDefault();
    guarded(openLink)(url);
  }
}

$("start").onclick = guarded(async () => {
  const parameter = place.start;
  choose();
  await say("/start " + parameter);
});

$("open-link").onsubmit = async (event) => {
  event.preventDefault();
  $("link-error").textContent = "";
  try {
    await openLink($("link").value.trim(), Number($("opener").value) || state.person.id);
  } catch (failure) {
    $("link-error").textContent = failure.message;
  }
};
