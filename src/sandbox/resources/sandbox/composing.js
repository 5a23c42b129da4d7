"use strict";

// What pops up above the composer: the bot's commands, and what it offers inline

const popup = { asked: 0, timer: 0 };

function closePopup() {
  popup.asked++;
  clearTimeout(popup.timer);
  $("popup").hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

function showPopup(title, rows) {
  $("popup").replaceChildren(element("p", { className: "hint" }, title), ...rows);
  $("popup").hidden = false;
}

function row(name, description, work) {
  const button = element("button", { type: "button" }, element("strong", {}, name), element("span", {}, description));
  button.onclick = guarded(work);
  return button;
}

async function openMenu() {
  const { username } = state.bot;
  const commands = await request("GET", "commands?" + new URLSearchParams(target()));
  if (username !== state.bot.username) return;
  showPopup(commands.length ? "What @" + username + " can do" : "@" + username + " has no commands",
    commands.map((one) => row("/" + one.command, one.description, async () => {
      closePopup();
      await say("/" + one.command + (state.chat ? "@" + username : ""));
    })));
  $("menu").setAttribute("aria-expanded", "true");
}

$("menu").onclick = guarded(() => $("popup").hidden ? openMenu() : closePopup());

/** A bot's name at the beginning, and what is asked of it; in a private chat only its own bot posts. */
function inlineQuery() {
  const typed = /^@(\w+)\s(.*)$/.exec($("text").value);
  const bot = typed && state.bots.find((one) => one.username.toLowerCase() === typed[1].toLowerCase());
  return bot && (state.chat || bot === state.bot) ? { bot: bot.username, query: typed[2].trim() } : null;
}

async function ask(inline, offset, before = []) {
  const turn = ++popup.asked;
  const answer = await request("POST", "inline", { ...inline, person: state.person.id, offset });
  if (turn !== popup.asked) return;
  if (!answer.answered) return showPopup("@" + inline.bot + " did not answer", before);
  const rows = [...before, ...answer.results.map((one) => row(one.title, one.description, () => pick(inline, one)))];
  const more = answer.nextOffset ? [row("More", "", () => ask(inline, answer.nextOffset, rows))] : [];
  showPopup(rows.length ? "Pick what @" + inline.bot + " offers" : "@" + inline.bot + " found nothing", [...rows, ...more]);
}

async function pick(inline, one) {
  closePopup();
  $("text").value = "";
  await request("POST", "pick", target({ bot: inline.bot, result: one.id }));
  await refresh();
}

$("text").oninput = () => {
  closePopup();
  const inline = inlineQuery();
  if (inline) popup.timer = setTimeout(guarded(() => ask(inline, "")), 300);
};

$("composer").onkeydown = (event) => {
  if (event.key === "Escape") closePopup();
};

$("composer").onsubmit = async (event) => {
  event.preventDefault();
  const text = $("text").value;
  if (!text.trim() || inlineQuery()) return;
  closePopup();
  $("text").value = "";
  await say(text);
};

begin();
