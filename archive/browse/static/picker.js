/* Suggests divisions while one types. Without this script the same fields take names, pinyin or codes. */
for (const field of document.querySelectorAll("input[data-find]")) {
  const around = field.closest(".adding");
  const found = around.querySelector("[data-found]");
  const picked = field.form.querySelector("[data-picked]");
  let latest = 0;
  const pick = (row, name) => {
    if (!picked) {
      field.value = row.full_name || row.code;
    } else if (!picked.querySelector(`input[value="${CSS.escape(row.code)}"]`)) {
      const item = document.createElement("li");
      const label = document.createElement("label");
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: "divisions", value: row.code, checked: true });
      label.append(box, ` ${name}`);
      item.append(label);
      picked.append(item);
    }
    if (picked) field.value = "";
    found.replaceChildren();
    found.hidden = true;
    field.focus();
  };
  field.addEventListener("input", async () => {
    const mine = ++latest;
    const typed = picked ? field.value.split(/[,，、;；]/).pop().trim() : field.value.trim();
    const answer = typed && (await fetch(`${field.dataset.find}?q=${encodeURIComponent(typed)}`));
    if (mine !== latest) return;
    const rows = answer && answer.ok ? (await answer.json()).divisions : [];
    if (mine !== latest) return;
    found.replaceChildren(...rows.map((row) => {
      const name = field.dataset.language === "en" && row.english ? `${row.english} ${row.full_name}` : row.full_name;
      const item = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: name });
      button.addEventListener("click", () => pick(row, name));
      item.append(button);
      return item;
    }));
    found.hidden = !rows.length;
  });
  field.addEventListener("keydown", (event) => {
    const first = found.querySelector("button");
    if (event.key === "Enter" && first && !found.hidden) {
      event.preventDefault();
      first.click();
    } else if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Escape") {
      found.hidden = true;
    }
  });
}
