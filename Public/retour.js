// A form that came back with its errors: whoever returns to it, or reloads it, asks for the page anew. The browser need
// not ask whether to send the form once more.
history.replaceState(history.state, "");
