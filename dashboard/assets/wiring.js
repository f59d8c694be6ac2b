/* What happens in the browser alone. The address is the state: everything a person does becomes an address. */
(function () {
  "use strict";
  const nothing = () => window.dash_clientside.no_update;
  let focusAfter = null;
  let lastPath = null;
  let opener = null;

  // Known before anything has been answered, so that the first wait is told in the reader's language.
  const asked = new URLSearchParams(location.search).get("lang");
  if (/^[a-z]{2}$/.test(asked || "")) document.documentElement.lang = asked;

  /** Go to an address without loading the page anew. */
  function go(address) {
    if (address === location.pathname + location.search) return;
    history.pushState({}, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  /** Change some words of the address; null takes one away. */
  function change(words) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(words)) {
      query.delete(name);
      if (value === null || value === undefined) continue;
      for (const word of Array.isArray(value) ? (value.length ? value : [""]) : [value]) query.append(name, word);
    }
    const text = query.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/\+/g, "%20");
    go(location.pathname + (text ? "?" + text : ""));
  }

  function pick(code) {
    if (!code) return;
    opener = document.activeElement;
    change({ pick: code });
  }

  function closeDrawer() {
    change({ pick: null });
    if (opener && opener.isConnected) opener.focus();
  }

  /** Return the part of the id that Dash writes as JSON, when it is of one kind. */
  function known(element, kind) {
    const holder = element.closest('[id^="{"]');
    if (!holder) return null;
    try {
      const id = JSON.parse(holder.id);
      return id.type === kind ? id : null;
    } catch (problem) {
      return null;
    }
  }

  function say(words) {
    const place = document.getElementById("toast") || document.body.appendChild(Object.assign(
      document.createElement("div"), { id: "toast", className: "toast" }));
    place.setAttribute("role", "status");
    place.textContent = words;
    place.classList.add("shown");
    clearTimeout(place.timer);
    place.timer = setTimeout(() => place.classList.remove("shown"), 1800);
  }

  async function copy(words, told) {
    try {
      await navigator.clipboard.writeText(words);
    } catch (problem) {
      const area = Object.assign(document.createElement("textarea"), { value: words });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    say(told);
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const chosen = known(target, "pick");
    const plain = target.closest("[data-pick]");
    if (chosen || plain) {
      event.preventDefault();
      return pick(chosen ? chosen.code : plain.dataset.pick);
    }
    const button = target.closest("button");
    if (button) {
      const data = button.dataset;
      if (data.close) return closeDrawer();
      if (data.scheme) return change({ scheme: data.scheme });
      if (data.copy) return copy(data.copy, data.told || "✓");
      if (data.copyLink) return copy(location.href, data.copyLink);
      if (data.fold) return document.body.classList.toggle("fold-" + data.fold);
      if (data.print !== undefined) return window.print();
      if (data.csv) return takeTable(data.csv);
      if (data.back !== undefined) return history.back();
    }
    const link = target.closest('a[href^="/"]');
    if (link && link.classList.contains("take")) takeRows(link, event);
    if (link && !link.hasAttribute("download") && !link.target && !event.defaultPrevented &&
        !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      go(link.getAttribute("href"));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.body.classList.contains("fold-menu")) document.body.classList.remove("fold-menu");
    else if (document.body.classList.contains("drawer-open") && !event.defaultPrevented) closeDrawer();
  });

  /** A cell that a spreadsheet would run as a formula is kept as text. */
  function safeCell(value) {
    const words = value === null || value === undefined ? "" : String(value);
    return /^[=+\-@\t\r]/.test(words) && Number.isNaN(Number(words)) ? "'" + words : words;
  }

  /** A file of a table takes rows and columns as they stand: filtered, sorted, moved. */
  function takeRows(link, event) {
    const box = link.closest("[data-rows-of]");
    const api = box && window.dash_ag_grid.getApi({ type: "grid", name: box.dataset.rowsOf });
    if (!api) return;
    const rows = [];
    api.forEachNodeAfterFilterAndSort((node) => rows.push(node.data._id));
    const address = new URL(link.href);
    address.searchParams.set("columns", api.getAllDisplayedColumns().map((column) => column.getColId()).join("|"));
    address.searchParams.delete("rows");
    if (rows.length <= 300) {
      address.searchParams.set("rows", rows.join("|"));
      link.href = address.pathname + address.search;
      return;
    }
    event.preventDefault(); // more rows than an address holds go in the body
    const form = Object.assign(document.createElement("form"), { method: "post", action: address.pathname + address.search });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "rows", value: rows.join("|") }));
    form.hidden = true;
    document.body.append(form);
    form.submit();
    form.remove();
  }

  function takeTable(name) {
    const api = window.dash_ag_grid.getApi({ type: "grid", name: name });
    api.exportDataAsCsv({ fileName: name + ".csv", processCellCallback: (cell) => safeCell(cell.value) });
  }

  /** What a person unfolded stays unfolded when the page is drawn anew; a fresh visit begins as the page says. */
  const unfolded = {};
  document.addEventListener("toggle", (event) => {
    const keep = event.target.dataset && event.target.dataset.keep;
    if (keep && event.target.isConnected) unfolded[location.pathname + keep] = event.target.open;
  }, true);
  document.addEventListener("collabnet:arrived", () => {
    for (const details of document.querySelectorAll("details[data-keep]")) {
      const known = unfolded[location.pathname + details.dataset.keep];
      if (known !== undefined) details.open = known;
    }
  });

  /** Typing in a chooser leaves only what is called or tells that; what was typed stays when the page is drawn anew. */
  const sought = {};
  const plain = (words) => words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  function seek(field) {
    const chooser = field.closest(".chooser");
    if (!chooser) return;
    sought[field.id] = field.value;
    const words = plain(field.value.trim());
    let left = 0;
    for (const group of chooser.querySelectorAll(".chooser-group")) {
      let inside = 0;
      for (const item of group.querySelectorAll("[data-words]")) {
        item.hidden = !item.dataset.words.includes(words);
        inside += item.hidden ? 0 : 1;
      }
      group.hidden = inside === 0;
      left += inside;
    }
    chooser.classList.toggle("chooser-empty", left === 0);
  }
  document.addEventListener("input", (event) => {
    if (event.target.closest && event.target.closest("[data-seek]")) seek(event.target);
  });
  document.addEventListener("collabnet:arrived", () => {
    for (const field of document.querySelectorAll("[data-seek] input")) {
      if (sought[field.id] && field.value !== sought[field.id]) field.value = sought[field.id];
      if (sought[field.id]) seek(field);
    }
  });

  /** What was scrolled within the page stays where it was when the page is drawn anew. */
  const scrolled = {};
  document.addEventListener("scroll", (event) => {
    const keep = event.target.dataset && event.target.dataset.keepScroll;
    if (keep && event.target.isConnected) scrolled[keep] = event.target.scrollTop;
  }, true);

  document.addEventListener("collabnet:arrived", () => {
    for (const box of document.querySelectorAll("[data-keep-scroll]")) box.scrollTop = scrolled[box.dataset.keepScroll] || 0;
  });

  /** Give the focus back to what is drawn anew, as soon as it is there; whoever has gone elsewhere is left alone. */
  function refocus(id, frames) {
    const lost = () => !document.activeElement || document.activeElement === document.body;
    const again = document.getElementById(id);
    if (again && lost()) again.focus({ preventScroll: true });
    if (frames > 0 && (lost() || document.activeElement.id === id)) requestAnimationFrame(() => refocus(id, frames - 1));
  }

  window.collabnet = { go, change, pick, say, copy, safeCell };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    collabnet: {
      /** Part the address into what the page depends on and what the drawer shows. */
      split: function (pathname, search, view, picked) {
        const query = new URLSearchParams(search || "");
        const code = query.get("pick") || "";
        query.delete("pick");
        const wished = query.get("scheme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
        query.set("scheme", wished);
        const next = { pathname: pathname, search: "?" + query.toString() };
        document.documentElement.dataset.scheme = wished;
        document.body.dataset.agThemeMode = wished === "dark" ? "dark" : "light";
        document.body.classList.toggle("drawer-open", code !== "");
        const same = view && view.pathname === next.pathname && view.search === next.search;
        return [same ? nothing() : next, picked === code ? nothing() : code, wished];
      },
      /** Write what a control says into the address, and leave out what it says anyway. */
      controls: function (values, switches, defaults, ids) {
        const context = window.dash_clientside.callback_context;
        const usual = {};
        (ids || []).forEach((id, place) => { usual[id.name] = defaults[place]; });
        const query = new URLSearchParams(location.search);
        const words = {};
        for (const one of context.triggered || []) {
          const stop = one.prop_id.lastIndexOf(".");
          const name = JSON.parse(one.prop_id.slice(0, stop)).name;
          let value = one.value;
          if (value === undefined) continue;
          if (typeof value === "boolean") value = value ? "yes" : "no";
          const now = query.getAll(name);
          const current = JSON.stringify(now.length ? now.filter((word) => word !== "") : [].concat(usual[name] ?? []).filter((word) => word !== ""));
          const wanted = JSON.stringify([].concat(value ?? []).filter((word) => word !== ""));
          if (current === wanted) continue;
          words[name] = wanted === JSON.stringify([].concat(usual[name] ?? []).filter((word) => word !== "")) ? null : value ?? "";
        }
        if (Object.keys(words).length) {
          focusAfter = document.activeElement && document.activeElement.id;
          change(words);
        }
      },
      /** Put what was clicked in a picture into the drawer. */
      chosen: function () {
        for (const one of window.dash_clientside.callback_context.triggered || []) {
          if (!one.value) continue;
          if (one.value.pick) return pick(one.value.pick);
          const point = (one.value.points || [])[0];
          const code = point && (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
          if (typeof code === "string") return pick(code);
        }
      },
      /** After the page has changed: name the window, keep the focus, start at the top of another page. */
      arrived: function () {
        requestAnimationFrame(() => {
          const heading = document.querySelector("#middle h1");
          document.title = heading ? heading.textContent + " · collabnet" : "collabnet";
          document.documentElement.lang = new URLSearchParams(location.search).get("lang") ||
            document.documentElement.lang;
          document.body.classList.remove("fold-menu");
          document.dispatchEvent(new CustomEvent("collabnet:arrived")); // unfolds what was unfolded: only then can it take the focus
          if (lastPath !== null && lastPath !== location.pathname) {
            window.scrollTo(0, 0);
            if (heading) heading.focus({ preventScroll: true });
          } else if (focusAfter) {
            refocus(focusAfter, 40);
          }
          focusAfter = null;
          lastPath = location.pathname;
        });
      },
      /** When the drawer fills, its heading takes the focus so that it is read next. */
      opened: function (children) {
        if (!children || !children.length) return;
        requestAnimationFrame(() => {
          const heading = document.querySelector("#drawer h2");
          if (heading) heading.focus({ preventScroll: true });
          const drawer = document.getElementById("drawer");
          if (drawer) drawer.scrollTop = 0;
        });
      },
    },
  });
})();
