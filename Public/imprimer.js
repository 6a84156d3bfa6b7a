// A button that prints the page, where one prints.

for (const place of document.querySelectorAll("[data-imprimer]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second";
  button.textContent = "Imprimer cette page";
  button.addEventListener("click", () => print());
  place.append(button);
}
