// What a page says, for the test with naughty strings: its texts, and what could have been made of data.
(doc, base) => {
  const article = doc.querySelector("article");
  const texts = { title: doc.title, article: article?.textContent ?? "", around: new Set() };
  const attributes = new Set(), addresses = new Set(), tags = new Set(), scripts = [];
  for (const it of article?.querySelectorAll("*") ?? []) tags.add(it.localName);
  for (const it of doc.querySelectorAll("*")) {
    for (const { name, value } of it.attributes) {
      if (["href", "src", "action", "data", "poster"].includes(name)) addresses.add(new URL(value, base).href);
      else if (/evil|Key\d/.test(value) || /^on|evil|srcdoc/.test(name)) attributes.add(`${name}\n${value}`);
    }
    if (["script", "style", "iframe", "object", "embed", "base"].includes(it.localName)) scripts.push(it.outerHTML);
    else if (!it.closest("article") && /Key\d/.test([...it.childNodes].map((one) => one.nodeValue ?? "").join(""))) {
      texts.around.add(it.textContent);
    }
  }
  return { texts: { ...texts, around: [...texts.around] }, attributes: [...attributes], addresses: [...addresses],
    tags: [...tags], scripts };
}
