{#- What all pages share of Material's frame, made once for the site: a page that finds it puts it in place of the light one
    that it carries. Addresses are relative to this file. -#}
{%- import "partials/language.html" as lang with context -%}
{#- The contents of a page stand in the navigation always; what of Material's features a light page cannot have is left out. -#}
{%- set features = (config.theme.features or []) | reject("in", ["navigation.tabs", "navigation.tabs.sticky", "navigation.prune", "navigation.instant"]) | list + ["toc.integrate"] -%}
{%- set base %}{% include "partials/javascripts/base.html" %}{% endset -%}
{%- set palette %}{% if config.theme.palette and config.theme.palette is not mapping %}{% include "partials/javascripts/palette.html" %}{% endif %}{% endset -%}
{%- set tabs %}{% include "partials/javascripts/content.html" %}{% endset -%}
{%- set header %}{% include "partials/header.html" %}{% endset -%}
{%- set navigation %}{% include "partials/nav.html" %}{% endset -%}
{%- set top %}{% if "navigation.top" in features %}{% include "partials/top.html" %}{% endif %}{% endset -%}
{%- set made_with %}{% include "partials/copyright.html" %}{% endset -%}
{%- set social %}{% if config.extra.social %}{% include "partials/social.html" %}{% endif %}{% endset -%}

{#- Material names the lists of pages by labels that are empty or missing where a section has a page of its own. -#}
{%- macro named(html, items, number) %}
  {%- set made = namespace(html=html) -%}
  {%- for item in items if item.children -%}
    {%- set here = number ~ "_" ~ (items.index(item) + 1) -%}
    {%- set made.html = made.html | replace('aria-labelledby="' ~ here ~ '_label"', 'aria-label="' ~ item.title | striptags | e ~ '"') -%}
    {%- set made.html = named(made.html, item.children, here) -%}
  {%- endfor -%}
  {{- made.html -}}
{% endmacro -%}

{#- White space between elements is not worth its bytes; only what separates words for browsers is touched. -#}
{%- macro packed(html) %}{{ html | replace("\n", " ") | replace("        ", " ") | replace("   ", " ") | replace("  ", " ") | replace("  ", " ") | trim | tojson }}{% endmacro -%}
{%- macro code(html) %}{{ html | replace("<script>", "") | replace("</script>", ";") | trim }}{% endmacro -%}

{{ code(base) }}
__md_scope = new URL({{ config.extra.scope | d(base_url) | tojson }}, document.currentScript.src);

const siteFrame = (() => {
  "use strict";

  const here = document.currentScript.src;
  const HEADER = {{ packed(header | replace(palette, "") | replace('role="dialog"', 'role="dialog" aria-label="' ~ lang.t("search") ~ '"')) }};
  const NAVIGATION = {{ packed(named(navigation, nav.items, "__nav")) }};
  const TOP = {{ packed(top) }};
  const BELOW = {{ packed('<div class="md-footer-meta md-typeset"><div class="md-footer-meta__inner md-grid">' ~ made_with ~ social ~ "</div></div>") }};
  const CONFIG = {
    features: {{ features | tojson }},
    translations: { {%- for key in [
      "clipboard.copy", "clipboard.copied", "search.result.placeholder", "search.result.none", "search.result.one",
      "search.result.other", "search.result.more.one", "search.result.more.other", "search.result.term.missing",
      "select.version"] %}{{ key | tojson }}: {{ lang.t(key) | tojson }}, {% endfor %} },
    base: new URL({{ base_url | tojson }}, here).href,
    search: new URL({{ theme_files.search | url | tojson }}, here).href,
    annotate: {{ config.extra.annotate | d(none, true) | tojson }},
    tags: {{ config.extra.tags | d(none, true) | tojson }},
    version: {{ config.extra.version | d(none, true) | tojson }},
  };

  const parsed = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const name of ["href", "src"]) {
      for (const element of template.content.querySelectorAll(`[${name}]`)) {
        element.setAttribute(name, new URL(element.getAttribute(name), here).href);
      }
    }
    return template.content;
  };

  const add = (parent, tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    parent.append(element);
    return element;
  };

  const switches = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
    + '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">'
    + '<label class="md-overlay" for="__drawer"></label><div data-md-component="announce"></div>';

  {# The index of the search outweighs all else; it is fetched when a reader turns to the search. #}
  const fetchIndexLate = () => {
    const { open, send } = XMLHttpRequest.prototype;
    let waiting = /[?&][qh]=/.test(location.search) ? null : [];
    XMLHttpRequest.prototype.open = function (method, url, ...rest) {
      this.isIndex = String(url).endsWith("search_index.json");
      return open.call(this, method, url, ...rest);
    };
    XMLHttpRequest.prototype.send = function (...body) {
      if (this.isIndex && waiting) waiting.push(() => send.apply(this, body));
      else send.apply(this, body);
    };
    const fetchNow = () => { waiting?.forEach((go) => go()); waiting = null; };
    const search = document.querySelector("[data-md-component=search]");
    for (const turn of ["focusin", "pointerenter", "touchstart"]) search?.addEventListener(turn, fetchNow, { passive: true });
    document.querySelector("#__search")?.addEventListener("change", fetchNow);
  };

  const head = () => {
    const { body } = document;
    document.documentElement.className = "js";
    body.prepend(parsed(switches));
    document.querySelector(".sb-header").replaceWith(parsed(HEADER));
    const topic = document.querySelector("[data-md-component=header-topic] .md-ellipsis");
    if (topic) topic.textContent = document.querySelector("meta[property='og:title']").content;
    add(add(body, "div", { className: "md-dialog" }), "div", { className: "md-dialog__inner md-typeset" });
    document.querySelector(".md-dialog").dataset.mdComponent = "dialog";
    add(body, "script", { id: "__config", type: "application/json", textContent: JSON.stringify(CONFIG) });
    fetchIndexLate();
    const fitting = [...document.querySelectorAll("[data-md-color-media]")].find((it) => matchMedia(it.dataset.mdColorMedia).matches);
    if (fitting) body.dataset.mdColorScheme = fitting.dataset.mdColorScheme;
    {{ code(palette) }}
  };

  {# Addresses are compared without what may follow the page's own. #}
  const bare = (address) => new URL(address, location.href).href.replace(/[?#].*/, "").replace(/\.html$/, "").replace(/\/index$/, "/");

  {# A section that has no pages but its own stays shut, since on a telephone it would open as an empty drawer. #}
  const activate = (item) => {
    for (let at = item; at; at = at.parentElement.closest(".md-nav__item")) {
      at.classList.add("md-nav__item--active");
      const toggle = at.querySelector(":scope > .md-nav__toggle");
      if (toggle) toggle.checked = at.querySelector(":scope > nav > ul > li") !== null;
      at.querySelector(":scope > nav[aria-expanded]")?.setAttribute("aria-expanded", "true");
    }
  };

  const entries = (part) => [...part.querySelectorAll(":scope > a")].map((link) => {
    const below = link.nextElementSibling?.matches("div") ? `<nav class="md-nav"><ul class="md-nav__list">${entries(link.nextElementSibling)}</ul></nav>` : "";
    return `<li class="md-nav__item"><a href="${link.hash}" class="md-nav__link"><span class="md-ellipsis">${link.innerHTML}</span></a>${below}</li>`;
  }).join("");

  {# The table of contents of a page stands below its name. #}
  const unfold = (item, link, contents) => {
    if (!contents) return;
    const icon = '<span class="md-nav__icon md-icon"></span>';
    const list = entries(contents);
    item.insertAdjacentHTML("afterbegin",
      `<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">
      <label class="md-nav__link md-nav__link--active" for="__toc">${link.innerHTML}${icon}</label>`);
    contents.className = "md-nav md-nav--secondary";
    contents.innerHTML = `<label class="md-nav__title" for="__toc">${icon}${contents.getAttribute("aria-label")}</label>
      <ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>${list}</ul>`;
    item.append(contents);
  };

  const side = () => {
    {# Material's script looks for its parts once, when it is met at the end of the page. #}
    document.querySelector(".md-main").append(parsed(TOP));
    for (const name of ["container", "main", "content"]) document.querySelector(`.md-${name}`).dataset.mdComponent = name;
    const sidebar = document.querySelector(".sb-side");
    const contents = sidebar.querySelector(".sb-toc");
    sidebar.replaceChildren();
    sidebar.className = "md-sidebar md-sidebar--primary";
    sidebar.dataset.mdComponent = "sidebar";
    sidebar.dataset.mdType = "navigation";
    const inner = add(add(sidebar, "div", { className: "md-sidebar__scrollwrap" }), "div", { className: "md-sidebar__inner" });
    inner.append(parsed(NAVIGATION));
    const links = [...inner.querySelectorAll("a.md-nav__link")];
    const own = links.find((link) => bare(link.href) === bare(location.href));
    addEventListener("DOMContentLoaded", () => {
      document.querySelector(".md-footer > div").replaceWith(parsed(BELOW));
    });
    if (!own) {
      addOutside(links, contents, inner);
      return;
    }
    const item = own.closest(".md-nav__item");
    activate(item);
    own.parentElement.querySelectorAll(":scope > .md-nav__link").forEach((link) => link.classList.add("md-nav__link--active"));
    if (!item.matches(".md-nav__item--nested")) unfold(item, own, contents);
  };

  {# A page that is not in the navigation stands in the section that its last breadcrumb names. #}
  const addOutside = (links, contents, inner) => {
    const crumb = [...document.querySelectorAll(".md-path a")].pop();
    const above = crumb && links.find((link) => bare(link.href) === bare(crumb.href));
    const section = above?.closest(".md-nav__item");
    const list = section?.querySelector(":scope > nav > ul");
    if (section) activate(section);
    if (!list && !contents) return;
    const link = document.createElement("a");
    Object.assign(link, { className: "md-nav__link md-nav__link--active", href: bare(location.href) });
    add(link, "span", { className: "md-ellipsis", textContent: document.querySelector("meta[property='og:title']").content });
    const item = add(list ?? inner.querySelector("ul"), "li", { className: "md-nav__item" }, link);
    activate(item);
    unfold(item, link, contents);
  };

  addEventListener("DOMContentLoaded", () => { {{ code(tabs) }} });

  return { head, side, siteName: {{ config.site_name | tojson }} };
})();

{#- Comments are not worth their bytes. #}
{% set written %}{% include "assets/sourcebook.js" %}{% endset -%}
{% for part in written.split("/*") %}{{ part if loop.first else part.partition("*/")[2] }}{% endfor %}
