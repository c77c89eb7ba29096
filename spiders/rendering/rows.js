// Number the rows that have no address: a script opens their pages. Return how many there are.
() => {
  document.querySelectorAll("*").forEach((element) => { delete element.__address; });
  const rows = [];
  for (const element of document.querySelectorAll("li, tr, dd, div, p")) {
    const text = element.innerText.trim();
    const usual = /^(li|tr|dd)$/.test(element.localName) || getComputedStyle(element).cursor === "pointer";
    const fits = text.length >= 8 && text.length <= 120 && text.split("\n").length <= 4;
    if (!usual || !fits || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.querySelector("a[href]:not([href^='javascript']):not([href^='#']), li, tr, form, button, input")) continue;
    if (!rows.some((row) => row.contains(element))) rows.push(element);
  }
  window.__fangzhiRows = rows;
  window.__fangzhiClick = (n) => {
    const leaves = [...rows[n].querySelectorAll("*")].filter((element) => !element.childElementCount);
    leaves.sort((a, b) => b.textContent.length - a.textContent.length);
    (leaves[0] || rows[n]).click();
  };
  return rows.length;
}
