// Puts a diagram that zooms and moves in the place of its picture; without it the picture stays.
"use strict";

const MARGIN = 24;
const STEP = 1.25;

const planeOf = (viewer, processId) =>
  viewer.getDefinitions().diagrams.find(({ plane }) => {
    const shown = plane.bpmnElement;
    const pools = shown.participants || [];
    return shown.id === processId || pools.some((pool) => pool.processRef?.id === processId);
  });

const fit = (canvas) => {
  canvas.zoom("fit-viewport");
  const { inner, outer, scale } = canvas.viewbox();
  const room = MARGIN / scale;
  const width = Math.max(inner.width + 2 * room, outer.width);
  const height = Math.max(inner.height + 2 * room, outer.height);
  canvas.viewbox({ x: inner.x - room, y: inner.y - room, width, height });
};

// A window that changes, or a phone that is turned, shows all again if all was shown.
const keepFitting = (box, canvas) => {
  let shown = JSON.stringify(canvas.viewbox());
  new ResizeObserver(() => {
    const wasWhole = JSON.stringify(canvas.viewbox()) === shown;
    canvas.resized();
    if (wasWhole) {
      fit(canvas);
      shown = JSON.stringify(canvas.viewbox());
    }
  }).observe(box);
};

const name = (box, label) => {
  const drawing = box.querySelector("svg");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
};

const show = async (place) => {
  const answer = await fetch(place.dataset.bpmn);
  const still = place.querySelector(".diagram");
  const box = document.createElement("div");
  box.className = "viewer";
  still.before(box);
  try {
    const viewer = new BpmnJS({ container: box });
    await viewer.importXML(await answer.text());
    await viewer.open(planeOf(viewer, place.dataset.process));
    const canvas = viewer.get("canvas");
    still.hidden = true;
    name(box, still.getAttribute("aria-label"));
    fit(canvas);
    keepFitting(box, canvas);
    const zooms = {
      in: () => canvas.zoom(canvas.zoom() * STEP),
      out: () => canvas.zoom(canvas.zoom() / STEP),
      fit: () => fit(canvas),
    };
    const buttons = place.querySelectorAll("[data-zoom]");
    buttons.forEach((button) => button.addEventListener("click", zooms[button.dataset.zoom]));
    buttons[0].parentElement.hidden = false;
  } catch (problem) {
    console.warn(problem);
    still.hidden = false;
    box.remove();
  }
};

document.querySelectorAll("[data-bpmn]").forEach(show);
