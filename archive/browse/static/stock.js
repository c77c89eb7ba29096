/* What Datasette 0.65 writes into its pages as inline scripts, as a file: our pages allow no inline script. */
var DATASETTE_ALLOW_FACET = true;
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
