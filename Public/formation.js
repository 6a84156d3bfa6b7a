// The class register, live: what changed comes as pieces of the page, each with the id of what it takes the place of. One
// event holds all that changed at the same time. Without this, the page shows itself anew.

const register = document.querySelector("[data-suivi]");
const list = document.querySelector("#postes");
const target = document.querySelector("#cible");

const put = (piece) => {
  const old = document.getElementById(piece.id);
  if (!old) return list.append(piece);
  const box = piece.querySelector("input"), ticked = old.querySelector("input:checked");
  if (box && ticked) box.checked = true;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && [...old.querySelectorAll("a, button, input")].indexOf(focused);
  old.replaceWith(piece);
  if (focused) piece.querySelectorAll("a, button, input")[place]?.focus();
};

// Nothing moves under the hand of whoever is choosing places.
const isChoosing = () => list.querySelector(":checked") || list.contains(document.activeElement) || list.matches(":hover");

const arrange = (order) => {
  if (isChoosing()) return;
  const wanted = order.map((number) => document.getElementById(`poste-${number}`)).filter(Boolean);
  wanted.forEach((tile, rank) => list.children[rank] !== tile && list.insertBefore(tile, list.children[rank]));
};

const name = () => {
  const count = list.querySelectorAll(":checked").length;
  const all = list.children.length;
  target.textContent = count === 0 ? `sur tous les postes (${all}), ou sur ceux que vous cochez` : count === 1 ? "sur le seul poste coché" : `sur les ${count} postes cochés`;
  target.classList.toggle("some", count > 0);
};

const follow = () => {
  const source = new EventSource(register.dataset.suivi);
  source.addEventListener("registre", ({ data }) => {
    const line = data.indexOf("\n");
    const pieces = document.createElement("template");
    pieces.innerHTML = data.slice(line + 1);
    [...pieces.content.children].forEach(put);
    arrange(data.slice(0, line).split(" "));
    name();
  });
  source.addEventListener("fin", () => location.assign("/formation?effacee"));
  // A browser connects again by itself unless it was refused.
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) setTimeout(follow, 2000); });
};

// A button acts where one is: what it changes comes by itself. Whatever else the answer is, a question or a refusal, is a
// page to go to, and nothing was done yet.
let isLeaving = false;

const press = async (event) => {
  const { target: form, submitter } = event;
  if (isLeaving || !submitter) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)), redirect: "manual" }).catch(() => undefined);
  if (answer?.type === "opaqueredirect") return;
  isLeaving = true;
  form.requestSubmit(submitter);
};

// Looking closely at one place, and coming back, leaves the choice of places as it was.
const memory = "postes " + location.pathname;
const keep = () => sessionStorage.setItem(memory, [...list.querySelectorAll(":checked")].map((box) => box.id).join(" "));
const giveBack = () => {
  for (const id of (sessionStorage.getItem(memory) ?? "").split(" ").filter(Boolean)) {
    const box = document.getElementById(id);
    if (box) box.checked = true;
  }
  name();
};

if (register && list) {
  follow();
  addEventListener("pagehide", keep);
  addEventListener("pageshow", giveBack);
  document.querySelector("form.register").addEventListener("submit", press);
  list.addEventListener("change", name);
  giveBack();
}
