// The rest of the style, once this page is there: the next one does not wait for it. Asked for sooner, it would hold up this one.

addEventListener("load", () => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", as: "style", href: "/suite.css" }));
});
