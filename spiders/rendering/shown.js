// Return what the document shows, as HTML: visible elements and text without styles, scripts and pictures. An element
// that may be a control gets a number (data-n), by which press.js finds it again.
() => {
  const SKIP = new Set(["script", "style", "noscript", "template", "link", "meta", "head", "iframe", "frame", "canvas",
    "video", "audio", "object", "embed", "svg", "path"]);
  const KEEP = ["class", "title", "aria-label", "aria-disabled", "aria-current", "disabled", "onclick", "alt", "role",
    "data-href", "data-url", "data-link"];
  const VOID = new Set(["br", "hr", "img", "input", "wbr", "area", "col"]);
  const MAY_BE_CONTROL = 24; // characters
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const controls = [];
  const parts = [];
  const isShown = (element) =>
    getComputedStyle(element).display === "contents" || element.checkVisibility({ visibilityProperty: true });

  function attributes(element, tag) {
    const found = KEEP.filter((name) => element.hasAttribute(name)).map((name) => [name, element.getAttribute(name)]);
    if (element.hasAttribute("href")) {
      const href = element.getAttribute("href");
      found.push(["href", /^\s*(javascript:|#|$)/i.test(href) ? href : String(element.href || href)]);
    }
    if (tag === "input" && /^(button|submit|image)$/.test(element.type)) {
      found.push(["value", element.value || element.alt]);
    }
    if (tag === "select") found.push(["data-selected", String(element.selectedIndex)]);
    const size = element.textContent.trim().length;
    if (tag === "select" || tag === "button" || tag === "input" || (size <= MAY_BE_CONTROL && tag !== "option")) {
      const style = getComputedStyle(element);
      if (style.cursor === "pointer") found.push(["data-pointer", ""]);
      if (style.cursor === "not-allowed" || style.pointerEvents === "none") found.push(["disabled", ""]);
      found.push(["data-n", String(controls.push(element) - 1)]);
    }
    return found.map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  }

  function write(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      parts.push(escape(node.data.replace(/\s+/g, " ")));
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const tag = node.localName;
    // The options of a closed drop-down list have no box.
    if (SKIP.has(tag) || !(tag === "option" || tag === "optgroup" || isShown(node))) return;
    parts.push(`<${tag}${attributes(node, tag)}>`);
    if (VOID.has(tag)) return;
    if (node.__address) parts.push(`<a href="${escape(node.__address)}">`);
    const inside = tag === "slot" && node.assignedNodes().length ? node.assignedNodes() : (node.shadowRoot || node).childNodes;
    inside.forEach(write);
    parts.push(node.__address ? `</a></${tag}>` : `</${tag}>`);
  }

  if (document.body) write(document.body);
  window.__fangzhi = controls;
  return `<html><head><title>${escape(document.title)}</title></head>${parts.join("")}</html>`;
}
