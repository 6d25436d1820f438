/// What a page does by itself: draws its charts from its tables, and changes its theme. It asks nothing of the network.
package enum PageScript {
  package static let theme = """
    (() => {
      const root = document.documentElement;
      const stored = (() => { try { return localStorage.getItem("churnlab-theme"); } catch { return null; } })();
      if (stored === "light" || stored === "dark") root.dataset.theme = stored;
    })();
    """

  package static let text = """
    (() => {
      "use strict";
      const root = document.documentElement;
      const byId = id => document.getElementById(id);

      const button = document.querySelector("button.theme");
      const dark = matchMedia("(prefers-color-scheme: dark)");
      const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
      const label = () => { button.textContent = isDark() ? "Light theme" : "Dark theme"; };
      button.hidden = false;
      button.addEventListener("click", () => {
        root.dataset.theme = isDark() ? "light" : "dark";
        try { localStorage.setItem("churnlab-theme", root.dataset.theme); } catch { /* a file may have no storage */ }
        label();
      });
      dark.addEventListener("change", label);
      label();

      // Vega keeps names as keys of plain objects, where one name has a meaning of its own.
      const unkeyed = text => text === "__proto__" ? "__proto__\u{200B}" : text;
      // A table's cell as a value: a figure is a number as it is written, or a word; all else is text.
      const value = cell => {
        const text = unkeyed(cell.textContent);
        if (!cell.dataset.pointer || !cell.classList.contains("n")) return text;
        const number = Number(text.replace(/,/g, "").replace(/ (%|MB)$/, ""));
        return Number.isFinite(number) ? (text.endsWith("%") ? number / 100 : number) : text === "\u{2013}" ? null : text;
      };
      const rows = table => {
        const fields = [...table.tHead.rows[0].cells].map(cell => cell.dataset.field);
        return [...table.tBodies[0].rows].map(row => Object.fromEntries([...row.cells].flatMap((cell, index) =>
          [[fields[index], value(cell)], [fields[index] + "_text", cell.textContent]])));
      };

      // A link to a table opens what the table is folded into.
      document.addEventListener("click", event => {
        const link = event.target.closest("p.behind a");
        const details = link && document.querySelector(link.getAttribute("href"))?.closest("details");
        if (details) details.open = true;
      });

      // Entries of a legend that filters are buttons to the keyboard as well.
      const operable = plot => {
        for (const symbol of plot.querySelectorAll(".role-legend-symbol path:not([tabindex])")) {
          const entry = symbol.closest(".role-legend-symbol").parentElement;
          symbol.setAttribute("tabindex", "0");
          symbol.setAttribute("role", "button");
          symbol.setAttribute("aria-label", "Show only " + (entry.querySelector("text")?.textContent ?? ""));
        }
      };
      const pressed = event => {
        if (!["Enter", " "].includes(event.key) || !event.target.matches(".role-legend-symbol path")) return;
        event.preventDefault();
        event.target.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
      };
      const filters = spec => JSON.stringify(spec).includes('"bind":"legend"');

      const bundle = byId("charts-script");
      if (!bundle) return;
      const unpack = async () => {
        const bytes = Uint8Array.from(atob(bundle.textContent), character => character.charCodeAt(0));
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        new Function(await new Response(stream).text())();
      };
      const draw = async plot => {
        const spec = JSON.parse(byId(plot.dataset.spec).textContent, (_, part) => unkeyed(part));
        const table = rows(byId(plot.dataset.table));
        spec.datasets = { table: spec.usermeta?.rows === "reversed" ? table.reverse() : table };
        const config = JSON.parse(byId("charts-config").textContent);
        config.legend.columns = Math.max(1, Math.floor(plot.clientWidth / 140));
        const { view } = await vegaEmbed(plot, spec, { actions: false, renderer: "svg", config, tooltip: { theme: "custom" } });
        plot.chart = view;
        if (!filters(spec)) return;
        operable(plot);
        new MutationObserver(() => operable(plot)).observe(plot, { childList: true, subtree: true });
        plot.addEventListener("keydown", pressed);
      };
      const missing = error => {
        root.dataset.charts = "failed";
        byId("charts-failed").hidden = false;
        console.error(error);
      };
      const drawAll = async () => {
        await unpack();
        for (const plot of document.querySelectorAll(".plot")) {
          try {
            await draw(plot);
          } catch (error) {
            missing(error);
            plot.remove();
          }
        }
        root.dataset.charts ??= "drawn";
      };
      drawAll().catch(error => {
        missing(error);
        for (const details of document.querySelectorAll("details.behind")) details.open = true;
      });
    })();
    """
}
