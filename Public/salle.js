// What the trainer does shows at once on the page of the trainee, and what was being typed stays: the new page takes the
// place of the old one inside this document, and the fields get back what they held. None of it is stored anywhere.

const room = document.querySelector("#salle");
const typed = new Map();
// How far down each of the pages that had this address was read.
const places = new Map();

const key = (field) => (field.type === "radio" || field.type === "checkbox" ? `${field.name}=${field.value}` : field.name);
const fields = () => [...document.querySelectorAll("main input[name]")];

const keep = () => fields().forEach((field) => typed.set(key(field), field.matches("[type=radio], [type=checkbox]") ? field.checked : field.value));
const giveBack = () => fields().forEach((field) => {
  const value = typed.get(key(field));
  if (value === undefined || field.type === "hidden") return;
  if (typeof value === "boolean") field.checked = value;
  else if (field.value === "") field.value = value;
});

const refresh = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  // Elsewhere than here: where the démarche now stands; the gate, if the room is no more.
  if (answer.redirected) return location.assign(new URL(answer.url).pathname === "/" ? "/?terminee" : answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  keep();
  const focused = document.activeElement?.id, title = document.querySelector("h1")?.textContent;
  places.set(title, scrollY);
  for (const part of ["main", ".book", "#salle div"]) {
    const old = document.querySelector(part), fresh = page.querySelector(part);
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  giveBack();
  // Scripts that came with it do not run by themselves, and those that equip a page do it again.
  await Promise.all([...document.querySelectorAll("script[type=module][src]")].map((script) => import(script.getAttribute("src"))));
  document.dispatchEvent(new Event("page"));
  if (focused) document.getElementById(focused)?.focus();
  // Another page, such as that of the pause, is read from its beginning; the one before it, from where one was.
  const now = document.querySelector("h1")?.textContent;
  if (now !== title) scrollTo(0, places.get(now) ?? 0);
};

// What could not be fetched is asked for again: the network may be gone for a while.
let last = Promise.resolve(), retry;
const again = () => {
  last = last.then(refresh).catch(() => {
    clearTimeout(retry);
    retry = setTimeout(again, 2000);
  });
};

const follow = () => {
  const source = new EventSource(room.dataset.suivi);
  source.addEventListener("message", again);
  source.addEventListener("role", again);
  // Nothing else takes this document elsewhere at the same time.
  const leave = (address) => { source.close(); location.assign(address); };
  source.addEventListener("remplace", () => leave("/accueil"));
  source.addEventListener("fin", () => leave("/?terminee"));
  source.addEventListener("error", () => {
    // The server is back after a silence, or the room is over: what the page shows now is asked for. A browser connects
    // again by itself unless it was refused.
    again();
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
  });
};

if (room) follow();
