// Makes links to folders work when the site is opened from a folder on disk, where nobody serves index.html.
"use strict";

function kennisbankPage(address) {
  if (window.location.protocol !== "file:") return address;
  const [path, rest = ""] = address.split(/(?=[?#])/, 2);
  return path.endsWith("/") ? `${path}index.html${rest}` : address;
}

if (window.location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (!/^[a-z]+:/i.test(address)) link.setAttribute("href", kennisbankPage(address));
  }
  for (const form of document.querySelectorAll("form[action]")) {
    form.setAttribute("action", kennisbankPage(form.getAttribute("action")));
  }
}
