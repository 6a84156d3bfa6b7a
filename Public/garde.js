// The first layer of the 9-00 rule, in every field of every form, also those that come later: what could be a real number is
// wiped at the character that gives it away, before the form can be sent. An ordinary mistake is left to the page, that says
// which it is. The server applies the same rule, with or without this.

// 9 AA MM 00 CCC OOO KK, as far as it goes.
const beginning = /^9(\d(\d(\d|(0[1-9]|1[0-2]|20|3\d|4[0-2]|[5-9]\d)(0(0(\d{0,5}|\d{3}(?!000)\d{3}\d{0,2})?)?)?)?)?)?$/;
const real = /[1-8]\d\d(0[1-9]|1[0-2]|[2-9]\d)(\d\d|2[AB])\d{6}/;
const date = /^((0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))$/;

// A digit of any script, as that of ASCII: each script has its ten in a row.
const digit = (one) => {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(one.codePointAt(0) - value - 1))) value++;
  return value;
};
const bare = (text) => text.normalize("NFKC").replace(/[^\p{L}\p{Nd}]/gu, "").replace(/(?!\d)\p{Nd}/gu, digit).toUpperCase();
const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => bare((one.querySelector(".number") ?? one).textContent)).filter(Boolean);
// What stands on the page: the values of the fiche and of the card, and what they are called.
const values = () => texts(".facts dd, svg text");
const labels = () => texts(".facts dt, label");
const without = (text, index) => text.slice(0, index) + text.slice(index + 1);

// One of the numbers of the fiche with one digit too many or a lost zero.
const isSlip = (typed) => values().filter((number) => /^\d{8,}$/.test(number)).some((number) =>
  typed.length === number.length + 1 && [...typed].some((_, index) => without(typed, index) === number)
  || typed.length === number.length - 1 && [...number].some((one, index) => one === "0" && without(number, index) === typed));

// What is left after what stands on the page.
const rest = (typed, known) => {
  for (let one; (one = known.find((text) => typed.startsWith(text)));) typed = typed.slice(one.length);
  return typed;
};

// What the fiche says, as far as it goes, after what else was copied along.
const isOrdinary = (typed) => {
  const known = [...labels(), ...values()].sort((one, other) => other.length - one.length), left = rest(typed, known);
  return [typed, left].some((text) => text === "" || beginning.test(text) || date.test(text) || isSlip(text)) || known.some((text) => text.startsWith(left));
};

const holdsReal = (typed) => (typed.match(/\d[\dAB]*/g) ?? []).some((run) => {
  const digits = run.replace(/[AB]+$/, "");
  return real.test(run) && !beginning.test(digits) && !isSlip(digits) && rest(digits, values()) !== "";
});

const rules = {
  nir: (typed) => typed !== "" && !beginning.test(typed) && !isOrdinary(typed),
  codeProvisoire: (typed) => typed.length >= 8 && !/^F[I1L]CT[I1L]F/.test(typed) && !isOrdinary(typed),
  numeroSerie: (typed) => {
    const digits = typed.replace(/\D/g, "");
    return digits.length >= 8 && !/^0{6}0*\d{0,7}$/.test(digits) && !isOrdinary(digits) && !isOrdinary(typed);
  },
};

const isTyped = (field) => field.matches?.("textarea, input:not([type=radio], [type=checkbox], [type=hidden], [type=file], [type=submit], [type=button])");

const message = (field) => {
  const before = field.previousElementSibling;
  if (before?.matches("[data-guard]")) return before;
  const one = document.createElement("p");
  one.className = "message";
  one.dataset.guard = "";
  one.setAttribute("role", "status");
  field.before(one);
  return one;
};

// Whether it was wiped.
const guard = (field) => {
  const typed = bare(field.value), isRefused = holdsReal(typed) || rules[field.name]?.(typed) === true;
  if (isRefused) field.value = "";
  if (isRefused || field.previousElementSibling?.matches("[data-guard]")) {
    message(field).textContent = isRefused ? "Ce numéro n’est pas celui de la fiche. Il est effacé : n’entrez jamais un vrai numéro." : "";
  }
  return isRefused;
};

// What tells of it is there before it tells.
document.addEventListener("focusin", ({ target }) => { if (isTyped(target) && target.closest(".field")) message(target); });
document.addEventListener("input", ({ target }) => { if (isTyped(target)) guard(target); });
document.addEventListener("submit", (event) => {
  const wiped = [...event.target.elements].filter(isTyped).filter(guard);
  if (wiped.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wiped[0].focus();
}, true);
