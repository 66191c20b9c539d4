"""What a page must be for everybody: names, sizes, contrast, nothing wider than the screen."""

from __future__ import annotations

import json

from playwright.sync_api import Page

# What a screen reader could not name, by what the browser itself says of it; only these tags can have such a role.
NAMELESS = """() => {
  const roles = ['button', 'link', 'textbox', 'searchbox', 'combobox', 'radio', 'checkbox'];
  const nodes = [...document.querySelectorAll('a, area, button, input, select, textarea, summary, [role]')]
    .filter((node) => !node.closest('[aria-hidden=true], [inert]'))
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter((node) => roles.includes(node.computedRole) || node.matches('summary'));
  if (!nodes.length) return ['nothing can be pressed'];
  return nodes.filter((node) => !node.computedName).map((node) => node.computedRole || node.localName);
}"""

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

WIDE = "() => (document.documentElement.scrollWidth > innerWidth ? ['than the screen'] : [])"

FLAWS = {"no name": NAMELESS, "small": SMALL, "pale": PALE, "wider": WIDE}
ALL = f"() => ({{{', '.join(f'{json.dumps(name)}: ({found})()' for name, found in FLAWS.items())}}})"


def flaws(page: Page, *others: tuple[int, int]) -> list[str]:
    """Return what somebody would stumble over on this page as it stands, and in windows of other sizes."""
    session = page.context.new_cdp_session(page)
    # Whoever has asked for its root keeps the tree of names: without it each name makes and drops the whole tree.
    session.send("Accessibility.enable")
    session.send("Accessibility.getRootAXNode")
    found: list[dict[str, list[str]]] = [page.evaluate(ALL)]
    for width, height in others:
        page.set_viewport_size({"width": width, "height": height})
        found.append(page.evaluate(ALL))
    session.detach()
    return [f"{flaw}: {text}" for flaw in FLAWS for one in found for text in one[flaw]]
