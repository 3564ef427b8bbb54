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
})();
