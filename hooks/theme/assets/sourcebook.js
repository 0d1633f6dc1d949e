/* Part of frame.js, which is a template: no pair of braces may stand here, nor one with a per cent sign or a hash.
   What needs a script: copying and citing, filters of the timeline, notes at the end of a print. All that is there to be
   read can be read without it. */
(() => {
  "use strict";

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /* Says a line to those who do not see the page, and shows it for a moment to those who do. */
  const speaker = make("div", { className: "sb-said" });
  speaker.setAttribute("role", "status");
  const say = (text) => {
    speaker.textContent = text;
    clearTimeout(speaker.timer);
    speaker.timer = setTimeout(() => { speaker.textContent = ""; }, 4000);
  };

  const copy = async (text, done) => {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      const field = make("textarea", { value: text, readOnly: true });
      document.body.append(field);
      field.select();
      const copied = document.execCommand("copy");
      field.remove();
      say(copied ? done : "The browser does not allow copying.");
    }
  };

  /* 1 Each claim: copy its link, cite it */

  const address = (id) => {
    const canonical = document.querySelector("link[rel=canonical]");
    const base = canonical ? canonical.href : location.href.replace(/#.*/, "");
    return `${base}#${id}`;
  };

  /* The words of a heading as they are seen: white space within them is one space. */
  const wordsOf = (heading) => heading.firstChild.textContent.replace(/[ \t\n\f\r]+/g, " ").trim();

  const citation = (heading) => {
    const title = wordsOf(heading);
    const chapter = wordsOf(document.querySelector("h1"));
    const today = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    return `“${title}”, claim ${heading.id}, in “${chapter}”, ${siteFrame.siteName}, ${address(heading.id)}, accessed ${today}.`;
  };

  const addButtons = (entry) => {
    const heading = entry.querySelector("h3.claim");
    const ways = entry.querySelector(".ways");
    const link = make("button", { type: "button", textContent: "Copy link" });
    const cite = make("button", { type: "button", textContent: "Cite" });
    link.addEventListener("click", () => copy(address(heading.id), "Link copied."));
    cite.addEventListener("click", () => copy(citation(heading), "Citation copied."));
    const name = wordsOf(heading);
    link.setAttribute("aria-label", `Copy link to: ${name}`);
    cite.setAttribute("aria-label", `Cite: ${name}`);
    ways.prepend(link, " · ", cite, " · ");
  };

  /* 2 Older browsers cannot open the folded evidence by style alone */

  const openEvidence = () => {
    if (CSS.supports("selector(::details-content)")) return;
    const wide = matchMedia("(min-width: 60em)");
    const apply = () => document.querySelectorAll(":not(.version) > details.evidence").forEach((it) => { it.open = wide.matches; });
    wide.addEventListener("change", apply);
    apply();
  };

  /* 3 Print: the notes stand together at the end, with their numbers */

  const gatherNotes = () => {
    const notes = document.querySelectorAll(".evidence li[id^=note-]");
    if (!notes.length || document.querySelector(".endnotes")) return;
    const list = make("ol");
    for (const note of notes) {
      const item = make("li", { innerHTML: note.innerHTML, value: Number(note.id.slice(5)) });
      item.querySelectorAll(".n, .back").forEach((part) => part.remove());
      list.append(item);
    }
    document.querySelector("article").append(make("section", { className: "endnotes" }, make("h2", { textContent: "Evidence" }), list));
    document.documentElement.classList.add("sb-endnotes");
  };

  const scatterNotes = () => {
    document.querySelector(".endnotes")?.remove();
    document.documentElement.classList.remove("sb-endnotes");
  };

  /* 4 Timeline: filters by chapter, person and place; the address keeps them */

  const fill = (select, data) => {
    const names = [...new Set(data.claims.flatMap((claim) => claim[select.name]))];
    const byChapter = (a, b) => data.chapters.indexOf(a) - data.chapters.indexOf(b);
    names.sort(select.name === "chapter" ? byChapter : (a, b) => a.localeCompare(b));
    names.forEach((name) => select.append(make("option", { value: name, textContent: data.printed?.[name] ?? name })));
  };

  const setUpFilters = (box) => {
    const form = box.querySelector("form");
    const found = box.querySelector("output");
    const selects = [...box.querySelectorAll("select")];
    const wanted = new URLSearchParams(location.search);
    let data;
    let items;
    const fetched = async (address) => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer;
    };
    /* What there is to choose from is fetched when somebody is about to choose. */
    const load = async () => {
      data ??= await (await fetched(box.querySelector("a[href$='timeline.json']").href)).json();
      selects.forEach((select) => {
        if (select.options.length > 1) return;
        fill(select, data);
        if (wanted.has(select.name)) select.value = wanted.get(select.name);
      });
    };
    /* The claims of years that have pages of their own are fetched when somebody has chosen. */
    const bring = async () => {
      const links = [...document.querySelectorAll(".dated .apart a")];
      const years = await Promise.all(links.map(async (link) => (await fetched(link.href)).text()));
      links.forEach((link, at) => putYear(link, years[at]));
      items = new Map([...document.querySelectorAll(".dated li")].map((it) => [it.querySelector("a").hash.slice(1), it]));
    };
    const tell = () => { found.textContent = "The dates could not be fetched; try again."; };
    let loading;
    const begin = () => { loading ??= load().catch(() => { loading = undefined; tell(); }); return loading; };
    const choose = async () => {
      await begin();
      if (!data) return;
      try {
        if (!items) await bring();
        show();
      } catch {
        tell();
      }
    };

    const show = () => {
      let count = 0;
      for (const claim of data.claims) {
        const shown = selects.every((select) => !select.value || claim[select.name].includes(select.value));
        items.get(claim.id).hidden = !shown;
        count += shown ? 1 : 0;
      }
      hideEmpty();
      found.textContent = `${count} of ${data.claims.length} dated claims`;
    };

    const keep = () => {
      const chosen = selects.filter((select) => select.value);
      const state = new URLSearchParams(chosen.map((select) => [select.name, select.value])).toString();
      history.replaceState(null, "", `${location.pathname}${state ? `?${state}` : ""}${location.hash}`);
    };

    for (const event of ["focusin", "pointerenter", "touchstart"]) form.addEventListener(event, begin, { passive: true });
    form.addEventListener("change", () => { keep(); choose(); });
    form.addEventListener("reset", () => setTimeout(() => { keep(); if (items) show(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    if (selects.some((select) => wanted.has(select.name))) choose();
  };

  /* The claims of a year that has a page of its own take the place of its list of months. */
  const putYear = (link, text) => {
    const year = new DOMParser().parseFromString(text, "text/html").querySelector(".dated");
    year.querySelectorAll("a[href]").forEach((it) => { it.href = new URL(it.getAttribute("href"), link.href).href; });
    const place = link.parentElement;
    place.previousElementSibling.remove();
    year.querySelectorAll("h2").forEach((month) => {
      const heading = make("h3", document.getElementById(month.id) ? {} : { id: month.id });
      heading.append(...month.childNodes);
      month.replaceWith(heading);
    });
    place.replaceWith(...year.children);
  };

  /* A month or year all of whose claims are hidden is hidden as well. */
  const hideEmpty = () => {
    document.querySelectorAll(".dated ul").forEach((list) => {
      const empty = [...list.children].every((item) => item.hidden);
      list.hidden = empty;
      const before = list.previousElementSibling;
      if (before?.tagName === "H3") before.hidden = empty;
    });
    document.querySelectorAll(".dated h2").forEach((year) => {
      let next = year.nextElementSibling;
      let empty = true;
      for (; next && next.tagName !== "H2"; next = next.nextElementSibling) {
        if (next.tagName === "UL" && !next.hidden) empty = false;
      }
      year.hidden = empty;
    });
  };

  /* 5 Escape closes a note that is shown beside its number */

  const closeNotes = (event) => {
    if (event.key !== "Escape") return;
    if (document.activeElement?.matches(".footnote-ref")) document.activeElement.blur();
    document.querySelectorAll(".footnote-ref:hover, .md-tooltip2:hover").forEach((it) => {
      it.dispatchEvent(new MouseEvent("mouseleave"));
    });
  };

  const start = () => {
    document.body.append(speaker);
    addEventListener("keydown", closeNotes);
    document.querySelectorAll(".entry").forEach(addButtons);
    openEvidence();
    addEventListener("beforeprint", gatherNotes);
    addEventListener("afterprint", scatterNotes);
    const box = document.querySelector(".filters");
    if (box) setUpFilters(box);
  };

  document.addEventListener("DOMContentLoaded", start);
})();
