/* The network without eyes or mouse: a list that arrow keys walk, a live region, and buttons for the canvas. */
(function () {
  "use strict";

  /** The drawn graph, or null while there is none. */
  function graph() {
    const place = document.querySelector(".canvas-inner .__________cytoscape_container") ||
      document.querySelector(".canvas-inner [id]");
    const cy = place && place._cyreg && place._cyreg.cy;
    return cy || null;
  }

  function walks() {
    return [...document.querySelectorAll(".walk")];
  }

  function focusOn(button) {
    if (!button) return;
    walks().forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
    button.focus();
    button.scrollIntoView({ block: "nearest" });
  }

  function mark(key) {
    const cy = graph();
    if (!cy) return;
    cy.batch(() => {
      cy.elements().removeClass("chosen near away");
      const node = cy.getElementById(key);
      if (!node.length) return;
      node.addClass("chosen");
      node.neighborhood().addClass("near");
      cy.elements().not(node.closedNeighborhood()).addClass("away");
    });
  }

  function unmark() {
    const cy = graph();
    if (cy) cy.elements().removeClass("chosen near away");
  }

  let centre = null;
  let step = -1;

  document.addEventListener("focusin", (event) => {
    const button = event.target.closest && event.target.closest(".walk");
    if (!button) return;
    mark(button.dataset.org);
    const live = document.querySelector('[data-live="network"]');
    if (live) live.textContent = button.dataset.told;
  });

  document.addEventListener("focusout", (event) => {
    if (event.target.closest && event.target.closest(".walk") &&
        !(event.relatedTarget && event.relatedTarget.closest && event.relatedTarget.closest(".walk"))) unmark();
  });

  document.addEventListener("keydown", (event) => {
    const button = event.target.closest && event.target.closest(".walk");
    if (!button) return;
    const all = walks();
    const place = all.indexOf(button);
    const moves = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: all.length - 1 };
    if (event.key in moves) {
      event.preventDefault();
      centre = null;
      focusOn(all[Math.max(0, Math.min(all.length - 1, moves[event.key]))]);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      if (!centre || !centre.isConnected) { centre = button; step = -1; }
      const near = centre.dataset.near ? centre.dataset.near.split("\n") : [];
      if (!near.length) return;
      step = (step + (event.key === "ArrowRight" ? 1 : -1) + near.length) % near.length;
      focusOn(all.find((other) => other.dataset.org === near[step]));
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && event.key !== " ") {
      const next = all.slice(place + 1).concat(all).find((other) =>
        other.textContent.toLowerCase().startsWith(event.key.toLowerCase()));
      focusOn(next);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("[data-zoom]");
    const cy = button && graph();
    if (!cy) return;
    if (button.dataset.zoom === "fit") return cy.fit(undefined, 36);
    const factor = button.dataset.zoom === "in" ? 1.35 : 1 / 1.35;
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  });

  window.collabnetNetwork = { graph, mark, unmark };
})();
