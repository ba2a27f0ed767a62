"""The looks of every diagram, as a small stylesheet.

Colours come from the page's own custom properties where it has them, so a theme changes the
diagrams too; else from the pairs below, light and dark. State is told by weight, dashes, dots and
signs as well as by colour.
"""

from __future__ import annotations

STYLESHEET = """\
.g-diagram {
  --g-paper: var(--paper, #fff); --g-ink: var(--ink, #14211f); --g-edge: var(--edge, #6c7b78);
  --g-act: var(--act, #0b5a5e); --g-soft: var(--soft, #dfeeec);
  --g-turn: var(--turn, #f0a818); --g-turn-soft: var(--turn-soft, #fdf2da);
  --g-bad: var(--bad, #a5211b); --g-bad-soft: var(--bad-soft, #fbe9e6);
  background: var(--g-paper); font-family: Arial, "Liberation Sans", Helvetica, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  .g-diagram {
    --g-paper: var(--paper, #16211f); --g-ink: var(--ink, #e7efed); --g-edge: var(--edge, #81928e);
    --g-act: var(--act, #74cfca); --g-soft: var(--soft, #17393a);
    --g-turn: var(--turn, #f2b63c); --g-turn-soft: var(--turn-soft, #33290f);
    --g-bad: var(--bad, #ff9c91); --g-bad-soft: var(--bad-soft, #3a1b18);
  }
}
.g-diagram text { fill: var(--g-ink); text-anchor: middle; }
.g-name { font-size: 12px; }
.g-label, .g-small-11 { font-size: 11px; }
.g-small-10 { font-size: 10px; }
.g-small-9 { font-size: 9px; }
.g-label { paint-order: stroke; stroke: var(--g-paper); stroke-width: 3px; stroke-linejoin: round; }
.g-of-flow { font-style: italic; }
.g-body { fill: var(--g-paper); stroke: var(--g-ink); stroke-width: 1.5px; }
.g-lane .g-body { stroke: var(--g-edge); stroke-width: 1.2px; }
.g-clear { fill: none; }
.g-end { stroke-width: 3.5px; }
.g-call { stroke-width: 4px; }
.g-divider, .g-group { fill: none; stroke: var(--g-edge); stroke-width: 1.2px; }
.g-group { stroke-dasharray: 10 4 2 4; }
.g-ring, .g-hollow, .g-thick, .g-line, .g-vee { fill: none; stroke: var(--g-ink); }
.g-ring, .g-line, .g-vee { stroke-width: 1.5px; }
.g-hollow { stroke-width: 1.2px; }
.g-thick { stroke-width: 2.5px; }
.g-hollow, .g-thick, .g-line { stroke-linejoin: round; stroke-linecap: round; }
.g-dashed { stroke-dasharray: 5 3; }
.g-dotted { stroke-dasharray: 2 4; }
.g-solid { fill: var(--g-ink); }
.g-knockout { fill: none; stroke: var(--g-paper); stroke-width: 1.4px; }
.g-tip { fill: var(--g-ink); stroke: var(--g-ink); stroke-linejoin: round; }
.g-open { fill: var(--g-paper); }
.g-message { stroke-dasharray: 8 5; }
.g-thin { stroke-dasharray: 1.5 4; }
.g-done .g-body { fill: var(--g-soft); }
.g-heat-1 .g-body { fill: color-mix(in srgb, var(--g-act) 8%, var(--g-paper)); }
.g-heat-2 .g-body { fill: color-mix(in srgb, var(--g-act) 16%, var(--g-paper)); }
.g-heat-3 .g-body { fill: color-mix(in srgb, var(--g-act) 24%, var(--g-paper)); }
.g-heat-4 .g-body { fill: color-mix(in srgb, var(--g-act) 32%, var(--g-paper)); }
.g-heat-5 .g-body { fill: color-mix(in srgb, var(--g-act) 40%, var(--g-paper)); }
.g-done .g-body { stroke: var(--g-act); stroke-width: 3px; }
.g-done .g-end { stroke-width: 5px; }
.g-done .g-line, .g-done .g-vee { stroke: var(--g-act); stroke-width: 3.5px; }
.g-done .g-tip { stroke: var(--g-act); }
.g-done .g-tip:not(.g-open) { fill: var(--g-act); }
.g-now .g-body { stroke: var(--g-ink); stroke-width: 4.5px; fill: var(--g-turn-soft); }
.g-now .g-line { stroke-width: 4.5px; }
.g-problem .g-body { fill: var(--g-bad-soft); }
.g-problem .g-body, .g-problem .g-line {
  stroke: var(--g-bad); stroke-width: 3px; stroke-dasharray: 7 4;
}
.g-problem .g-tip { fill: var(--g-bad); stroke: var(--g-bad); }
.g-token { fill: var(--g-turn); stroke: var(--g-ink); stroke-width: 2px; }
.g-diagram .g-token-text { font-size: 11px; font-weight: bold; fill: #14211f; }
.g-count { fill: var(--g-ink); stroke: var(--g-paper); stroke-width: 1.5px; }
.g-diagram .g-count-text { font-size: 11px; font-weight: bold; fill: var(--g-paper); }
.g-sign { fill: var(--g-bad); stroke: var(--g-paper); stroke-width: 1.5px; stroke-linejoin: round; }
.g-diagram .g-sign-text { font-size: 13px; font-weight: bold; fill: var(--g-paper); }
@media (forced-colors: active) {
  .g-diagram {
    forced-color-adjust: none;
    --g-paper: Canvas; --g-ink: CanvasText; --g-edge: CanvasText; --g-act: CanvasText;
    --g-soft: Canvas; --g-turn: Highlight; --g-turn-soft: Canvas; --g-bad: CanvasText;
    --g-bad-soft: Canvas;
  }
}
"""


def stylesheet() -> str:
    """Give the looks of every diagram, to serve as a file or to include in a page's own."""
    return STYLESHEET
