"use strict";
(() => {
  const up = document.querySelector("script[data-up]").dataset.up;
  const input = document.getElementById("search");
  const found = document.getElementById("found");

  function rank(title, words) {
    const text = title.toLowerCase();
    if (!words.every((word) => text.includes(word))) return -1;
    return (text === words.join(" ") ? 100 : 0) + (text.startsWith(words[0]) ? 10 : 0) - text.length / 100;
  }

  function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = !words.length ? [] : window.SEARCH.map(([title, url]) => [rank(title + " " + url, words), rank(title, words), title, url])
      .filter(([any]) => any > -1)
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .slice(0, 20);
    found.replaceChildren(...hits.map(([, , title, url]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const place = document.createElement("small");
      link.href = up + url;
      link.textContent = title;
      place.textContent = url;
      link.append(place);
      item.append(link);
      return item;
    }));
    found.hidden = !hits.length;
  }

  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { input.value = ""; show(); }
    if (event.key === "Enter" && found.querySelector("a")) found.querySelector("a").click();
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) found.hidden = true; });

  const pages = document.getElementById("pages");
  pages.addEventListener("click", () => pages.setAttribute("aria-expanded", pages.getAttribute("aria-expanded") !== "true"));

  // Beside the text the contents are open, above it they are closed.
  const contents = document.querySelector(".contents");
  if (contents) {
    const wide = window.matchMedia("(min-width: 84rem)");
    const arrange = () => { contents.open = wide.matches; };
    wide.addEventListener("change", arrange);
    arrange();
  }

  const words = {
    java: "abstract|boolean|break|case|catch|class|continue|default|do|double|else|enum|extends|false|final|float|for|if|implements|import|instanceof|int|interface|long|new|null|package|private|protected|public|record|return|static|super|switch|this|throw|throws|true|try|var|void|while",
    python: "and|as|class|def|del|elif|else|except|False|for|from|if|import|in|is|lambda|None|not|or|pass|raise|return|self|True|try|while|with|yield",
  };
  for (const [language, list] of Object.entries(words)) {
    const note = language === "java" ? "//[^\\n]*|/\\*[\\s\\S]*?\\*/" : "#[^\\n]*";
    const token = new RegExp(`(?<note>${note})|(?<string>"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*')|(?<word>\\b(?:${list})\\b)`, "g");
    for (const code of document.querySelectorAll("code.language-" + language)) {
      const text = code.textContent;
      const parts = [];
      let from = 0;
      for (const match of text.matchAll(token)) {
        const span = document.createElement("span");
        span.className = Object.keys(match.groups).find((kind) => match.groups[kind] !== undefined);
        span.textContent = match[0];
        parts.push(text.slice(from, match.index), span);
        from = match.index + match[0].length;
      }
      code.replaceChildren(...parts, text.slice(from));
    }
  }
})();
