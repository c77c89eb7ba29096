/* What Datasette 0.65 writes into its pages as inline scripts, as a file: our pages allow no inline script. */
var DATASETTE_ALLOW_FACET = true;
// Names for what its forms and tables leave without one, in the words that base.html gives.
const nameFields = () => {
  const words = document.body.dataset;
  for (const [field, word] of [["_filter_column", words.column], ["_filter_op", words.op], ["_filter_value", words.value], ["_sort", words.sort]]) {
    document.querySelectorAll(`form [name^="${field}"]`).forEach((node) => node.setAttribute("aria-label", word));
  }
  document.querySelectorAll(".table-wrapper").forEach((node) => {
    node.tabIndex = 0; // a table that scrolls must be reachable with the keyboard
    node.setAttribute("role", "region");
    node.setAttribute("aria-label", words.rows);
  });
};
document.addEventListener("DOMContentLoaded", nameFields);
window.addEventListener("load", () => {
  const format = document.querySelector("button#sql-format");
  const shown = document.querySelector("pre#sql-query");
  const typed = document.querySelector("textarea#sql-editor");
  if (typed && window.CodeMirror) {
    const editor = CodeMirror.fromTextArea(typed, { lineNumbers: true, lineWrapping: true, mode: "text/x-sql" });
    editor.getInputField().setAttribute("aria-label", document.body.dataset.sql);
    editor.setOption("extraKeys", { "Shift-Enter": () => typed.form.submit(), Tab: false });
    if (format && window.sqlFormatter) {
      format.hidden = false;
      format.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
    }
  } else if (shown && format && window.sqlFormatter) {
    format.hidden = false;
    format.addEventListener("click", () => { shown.textContent = sqlFormatter.format(shown.textContent); });
  }
});
