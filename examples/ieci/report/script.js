// One reader, one page: nothing is loaded, nothing is sent, nothing is stored.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));

  // Language and theme.
  all("button[data-language]").forEach((button) => {
    button.addEventListener("click", () => {
      root.dataset.language = root.lang = button.dataset.language;
      all("button[data-language]").forEach((other) => other.setAttribute("aria-pressed", other === button));
    });
  });
  const theme = document.getElementById("theme");
  if (theme) theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // A city that is chosen is marked everywhere; its portrait alone is shown.
  const choose = (unit) => {
    all(".chosen").forEach((mark) => mark.classList.remove("chosen"));
    const marks = unit ? all("[data-u]").filter((mark) => mark.dataset.u === unit) : [];
    marks.forEach((mark) => mark.classList.add("chosen"));
    root.classList.toggle("one", marks.some((mark) => mark.classList.contains("portrait")));
  };
  const follow = () => {
    let unit = "";
    try { unit = decodeURIComponent(location.hash.slice(1)); } catch { unit = ""; }
    const article = document.getElementById(unit);
    if (article && article.classList.contains("portrait")) {
      choose(unit);
      article.scrollIntoView();
      article.focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", follow);
  const every = document.getElementById("every");
  if (every) every.addEventListener("click", () => { choose(""); history.replaceState(null, "", "#portraits"); });

  // Finding a city filters the tables; Enter goes to the first one.
  const names = (row) => row.querySelector("td a").textContent.toLowerCase();
  const search = document.getElementById("search");
  if (search) {
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      all(".sortable tbody tr").forEach((row) => row.classList.toggle("hidden", !names(row).includes(wanted)));
    });
    search.addEventListener("keydown", (event) => {
      const row = event.key === "Enter" && all(".sortable tbody tr:not(.hidden)")[0];
      if (row) location.hash = row.dataset.u;
    });
  }

  // Tables: sorting, copying, CSV.
  const shown = (cell) => all("*", cell).length ? cell.innerText.trim() : cell.textContent.trim();
  const value = (cell) => {
    if (!("value" in cell.dataset)) return cell.textContent.trim();
    return cell.dataset.value === "" ? null : Number(cell.dataset.value);
  };
  const sort = (table, head, column) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    all("th", table).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = all("tbody tr", table).map((row, at) => [value(row.cells[column]), at, row]);
    rows.sort(([a, i], [b, j]) => {
      if (a === null || b === null) return (a === null) - (b === null) || i - j; // what is missing stays last
      const order = a < b ? -1 : a > b ? 1 : 0;
      return (up ? order : -order) || i - j;
    });
    rows.forEach(([, , row]) => table.tBodies[0].append(row));
  };
  const matrix = (table) => all("tr:not(.hidden)", table).map((row) => Array.from(row.cells, shown));
  const quote = (text) => {
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text;
    return /[",\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };
  const button = (words, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(document.getElementById(words).content.cloneNode(true));
    made.addEventListener("click", action);
    return made;
  };
  all("table.sortable").forEach((table) => {
    all("th", table).forEach((head, column) => {
      const inner = document.createElement("button");
      inner.type = "button";
      inner.append(...head.childNodes);
      inner.addEventListener("click", () => sort(table, head, column));
      head.append(inner);
    });
    const tools = document.createElement("p");
    tools.className = "copying";
    tools.append(
      button("word-copy", () => navigator.clipboard?.writeText(matrix(table).map((row) => row.join("\t")).join("\n"))),
      " ",
      button("word-download", () => {
        const text = "\ufeff" + matrix(table).map((row) => row.map(quote).join(",")).join("\r\n") + "\r\n";
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
        link.download = table.dataset.name + ".csv";
        link.click();
        URL.revokeObjectURL(link.href);
      }));
    table.closest(".scroll").before(tools);
  });
  addEventListener("beforeprint", () => all("details").forEach((part) => { part.dataset.open = part.open; part.open = true; }));
  addEventListener("afterprint", () => all("details").forEach((part) => { part.open = part.dataset.open === "true"; }));
  follow();
})();
