// Pointing at a picture ([data-hotspot]): a tap ticks the area it falls in, or unticks it. The list under the picture
// stays the question itself; which areas are outlined follows from the list by questions.css alone.
const NEAR = 16; // units of the picture: a tap this far beside an area still means it

for (const question of document.querySelectorAll("[data-hotspot]")) follow(question);

function follow(question) {
  const picture = question.querySelector("svg.scene-picture");
  if (!picture || picture.classList.contains("live")) return;
  picture.classList.add("live");
  question.querySelector("[data-pointing]").hidden = false;
  picture.addEventListener("click", (event) => {
    const value = meant([...picture.querySelectorAll(".spot")], place(picture, event));
    const input = value && question.querySelector(`input[value="${value}"]`);
    const missed = question.querySelector("[data-missed]");
    missed.textContent = input ? "" : missed.dataset.missed;
    if (!input || input.disabled) return;
    input.checked = input.type === "radio" || !input.checked;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

/** Where the pointer is, in the picture's own units. */
function place(picture, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
}

/** The value of the area a point means: the one it lies in, of several the one whose middle is nearest. */
function meant(spots, point) {
  const near = spots.map((spot) => ({ value: spot.dataset.value, ...distances(spot.querySelector("rect"), point) }));
  const [first] = near.filter((it) => it.outside <= NEAR).sort((a, b) => a.outside - b.outside || a.middle - b.middle);
  return first?.value;
}

function distances(rect, { x, y }) {
  const [left, top, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
  const beside = (at, from, size) => Math.max(from - at, at - from - size, 0);
  return {
    outside: Math.hypot(beside(x, left, width), beside(y, top, height)),
    middle: Math.hypot(x - left - width / 2, y - top - height / 2),
  };
}
