// A page that waits for somebody else shows itself anew: after a while, or as soon as there is something new. Without
// this, its link does the same.

const showAnew = () => location.replace(location.href);

const waiting = document.querySelector("[data-dans]");
if (waiting) setTimeout(showAnew, waiting.dataset.dans * 1000);

const followed = document.querySelector("[data-suivi]");
if (followed) new EventSource(followed.dataset.suivi).addEventListener("message", showAnew);
