// The first layer of the 9-00 rule, at the first digit that breaks it: a real number is wiped from the field before
// the form can be sent. The server applies the same rule, with or without this.

// 9 AA MM 00 CCC OOO KK, as far as it goes.
const beginning = /^9(\d(\d(\d|(0[1-9]|1[0-2]|20|3\d|4[0-2]|[5-9]\d)(0(0(\d{0,5}|\d{3}(?!000)\d{3}\d{0,2})?)?)?)?)?)?$/;

const guard = () => {
  const field = document.querySelector("#nir");
  if (!field || field.dataset.guarded) return;
  field.dataset.guarded = "";
  const message = document.createElement("p");
  message.className = "message";
  message.setAttribute("role", "status");
  field.before(message);

  field.addEventListener("input", () => {
    const typed = field.value.normalize("NFKC").replace(/[^\p{L}\p{Nd}]/gu, "");
    // Digits of other scripts are read by the server.
    if (typed === "" || /[^\x00-\x7F]/.test(typed)) return;
    if (beginning.test(typed)) {
      message.textContent = "";
      return;
    }
    field.value = "";
    message.textContent = "Ce numéro n’est pas celui d’une fiche. Il est effacé : n’entrez jamais un vrai numéro.";
  });
};

guard();
document.addEventListener("page", guard);
