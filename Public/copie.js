// A button beside each number of a fiche, that copies it as it is written. Without this, a click on the number selects
// it whole.

const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
document.body.append(said);

// On a network without TLS the browser hides its clipboard: the selection is copied then.
const copy = async (number) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(number.textContent).then(() => true, () => false);
  getSelection().selectAllChildren(number);
  return document.execCommand("copy");
};

const equip = () => {
  for (const number of document.querySelectorAll(".facts .number:not(:has(+ .copy))")) {
    const name = number.closest("dd").previousElementSibling.textContent;
    const button = document.createElement("button"), words = document.createElement("span"), what = document.createElement("span");
    button.type = "button";
    button.className = "copy";
    words.textContent = "Copier";
    what.className = "unseen";
    what.textContent = ` : ${name}`;
    button.append(words, what);
    button.addEventListener("click", async () => {
      const isCopied = await copy(number);
      said.textContent = isCopied ? `Copié : ${name}` : "La copie n’est pas possible ici.";
      if (!isCopied) return;
      words.textContent = "Copié ✓";
      setTimeout(() => (words.textContent = "Copier"), 3000);
    });
    number.after(button);
  }
};

equip();
document.addEventListener("page", equip);
