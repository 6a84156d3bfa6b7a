"""From the command to the first trainee in, by people who have read only the page in front of them: everything on the way
is done by real browsers and a real terminal, and the people's own time is counted by the keystroke-level model."""

import os
import re
import subprocess
import time

from opposition import BINARY

# Seconds: Card, Moran and Newell, « The Keystroke-Level Model », Communications of the ACM 23 (7), 1980. An average typist who
# is no secretary; a thumb on a screen is slower than any published mean.
KEY, THUMB, POINT, THINK, HANDS = 0.28, 0.5, 1.1, 1.35, 0.4
# Words a minute of silent reading: Brysbaert, « How many words do we read per minute? », Journal of Memory and Language 109, 2019.
READING = 238
# To say an address and a code of six letters to a room, twice.
SAYING = 20.0

# Every word that is shown above the foot of what one acts on.
WORDS_ABOVE = """(target) => {
  const foot = target.getBoundingClientRect().bottom;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (walker.nextNode()) {
    const text = walker.currentNode, range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.height > 1 && box.top < foot && text.parentElement.checkVisibility()) words += count(text.textContent);
  }
  return words;
  function count(text) { return (text.match(/[\\p{L}\\d][\\p{L}\\d’'.:/-]*/gu) ?? []).length }
}"""


class Stopwatch:
    """A person's seconds, and the machine's."""

    def __init__(self):
        self.person, self.words, self.steps = 0.0, 0, []
        self.began = time.monotonic()

    def __call__(self, what, *, words=0, think=0, keys=0, thumbs=0, points=0, others=0.0):
        seconds = words * 60 / READING + think * THINK + keys * KEY + thumbs * THUMB + points * POINT + others
        self.person += seconds
        self.words += words
        self.steps.append(f"{seconds:6.1f} s  {what}" + (f", {words} words" if words else ""))

    @property
    def seconds(self):
        return self.person + time.monotonic() - self.began


def test_the_first_trainee_is_in_within_two_minutes_though_every_word_on_the_way_is_read(browser, tmp_path, address):
    watch = Stopwatch()

    command = "./opposition --lan"
    watch("the command", think=1, keys=len(command) + 1)
    screen, side = os.openpty()
    server = subprocess.Popen([BINARY, "--lan", "--port", "0", "--data", tmp_path], stdin=subprocess.DEVNULL, stdout=side, stderr=side)
    try:
        text = ""
        while not (here := re.search(r"http://localhost:\d+/formation(?=\r)", text)):
            text += os.read(screen, 1 << 16).decode(errors="replace")
        lines = [line for line in text.splitlines() if "\x1b" not in line]
        watch("the terminal", words=sum(len(line.split()) for line in lines))
        here = here[0]

        laptop = browser.new_page(viewport={"width": 1280, "height": 720})
        watch("the address, in a browser", think=1, others=HANDS, points=1, keys=len(here) + 1)
        laptop.goto(here)
        opening = laptop.get_by_role("button", name="Ouvrir la salle")
        watch("« Ouvrir une salle »", words=opening.evaluate(WORDS_ABOVE), think=1, points=1, keys=1)
        opening.click()
        joining = laptop.locator(".cover-line p").first
        joining.wait_for()
        told, code = joining.locator(".number").all_inner_texts()
        watch("the register, down to where to go", words=joining.evaluate(WORDS_ABOVE))
        watch("said aloud", others=SAYING)

        page = browser.new_page(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
        watch("the address, on a telephone", think=1, thumbs=len(told) + 1)
        page.goto(told)
        field, enter = page.get_by_label("Code de la salle"), page.get_by_role("button", name="Rejoindre")
        assert enter.evaluate("(one) => one.getBoundingClientRect().bottom < innerHeight"), "nothing to scroll for"
        watch("« Rejoindre une salle »", words=enter.evaluate(WORDS_ABOVE), think=1, points=1)
        field.tap()
        page.keyboard.type(code.replace("-", "").lower())
        watch("the code", thumbs=6, think=1, points=1)
        enter.tap()
        page.wait_for_url("**/accueil")
        laptop.locator("#poste-1").wait_for()

        print(*watch.steps, f"{watch.seconds:6.1f} s  in all, {watch.words} words read", sep="\n")
        assert watch.seconds <= 120, watch.steps
    finally:
        server.terminate()
        server.wait(10)
        for end in (screen, side):
            os.close(end)
