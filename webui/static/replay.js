// Looking back without waiting for a page: the slider goes at once, the arrow keys step.
"use strict";

const PAUSE_MILLISECONDS = 150;
const spoken = document.createElement("p");
spoken.className = "vh";
spoken.setAttribute("role", "status");
document.body.append(spoken);

let latest = 0;

const show = async (address, isBack) => {
  const mine = (latest += 1);
  const focused = document.activeElement.id;
  const answer = await fetch(address);
  if (mine !== latest) return;
  if (!answer.ok) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== latest) return;
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  if (!isBack) history.pushState(null, "", address);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  spoken.textContent = document.getElementById("moment").textContent;
};

const isTyping = (element) => ["INPUT", "SELECT", "TEXTAREA", "SUMMARY"].includes(element.tagName);

document.addEventListener("keydown", (event) => {
  const relation = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
  const isScrolling = event.target.closest(".diagram");
  if (!relation || !isPlain || isTyping(event.target) || isScrolling) return;
  const link = document.querySelector(`main a[rel=${relation}]`);
  if (!link) return;
  event.preventDefault();
  show(link.href);
});

let waiting;
document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.id !== "g") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const address = new URL(slider.form.action);
    address.searchParams.set("g", slider.value);
    show(address.href);
  }, PAUSE_MILLISECONDS);
});

window.addEventListener("popstate", () => show(location.href, true));
