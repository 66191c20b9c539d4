"""What a page must be for everybody: names, sizes, contrast, nothing wider than the screen."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

ROLES = {"button", "link", "textbox", "combobox", "radio", "checkbox"}

# Everything that can be pressed or written into, smaller than a fingertip: text and size.
SMALL = """() => [
    ...document.querySelectorAll('a, button, select, summary, textarea, label.choice'),
    ...document.querySelectorAll('input[type=text], input[type=file]')]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.innerText || node.id, node.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 44)
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""

# Text that does not stand out from what is behind it by 4.5 to 1 (WCAG 1.4.3), with the ratio.
PALE = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!(own || node.placeholder) || !node.checkVisibility() || node.closest('.unseen, script, .skip')) continue;
    const style = node.placeholder && !node.value ? getComputedStyle(node, '::placeholder') : getComputedStyle(node);
    const [high, low] = [light(parse(style.color)), light(behind(node))].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.push(`${node.innerText || node.placeholder} ${ratio.toFixed(2)}`);
  }
  return found;
}"""

WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def nameless(page: Page) -> list[str]:
    """Return the roles of interactive elements that a screen reader could not name."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    shown = [node for node in nodes if not node["ignored"] and node["role"]["value"] in ROLES]
    assert shown, "nothing can be pressed"
    return [node["role"]["value"] for node in shown if not node.get("name", {}).get("value")]


def flaws(page: Page) -> list[str]:
    """Return what somebody would stumble over on this page as it stands."""
    small: list[str] = page.evaluate(SMALL)
    pale: list[str] = page.evaluate(PALE)
    found = [f"no name: {role}" for role in nameless(page)]
    found += [f"small: {text}" for text in small] + [f"pale: {text}" for text in pale]
    if page.evaluate(WIDE) > 0:
        found.append("wider than the screen")
    return found
