// The first layer of the 9-00 rule, at the first digit that breaks it: a real number is wiped from the field before
// the form can be sent. The server applies the same rule, with or without this.

const field = document.querySelector("#nir");

if (field) {
  const message = document.createElement("p");
  message.className = "message";
  message.setAttribute("role", "status");
  field.before(message);

  field.addEventListener("input", () => {
    const typed = field.value.normalize("NFKC").replace(/[^\p{L}\p{Nd}]/gu, "");
    if (typed === "") return;
    if (typed[0] === "9" && "00".startsWith(typed.slice(5, 7))) {
      message.textContent = "";
      return;
    }
    field.value = "";
    message.textContent = "Ce numéro n’est pas celui d’une fiche. Il est effacé : n’entrez jamais un vrai numéro.";
  });
}
