// A button that prints the page, where one prints.

const equip = () => {
  for (const place of document.querySelectorAll("[data-imprimer]:not(:has([data-print]))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button second";
    button.dataset.print = "";
    button.textContent = "Imprimer cette page";
    button.addEventListener("click", () => print());
    place.append(button);
  }
};

equip();
document.addEventListener("page", equip);
