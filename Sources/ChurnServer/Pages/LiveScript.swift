/// What pages do beyond links and forms. All of it adds to what works without: the server makes every answer, as HTML.
enum LiveScript {
  static let text = """
    (() => {
      "use strict";
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];

      const warn = (target, words) => {
        const note = document.createElement("p");
        note.className = "note warn";
        note.setAttribute("role", "alert");
        note.textContent = words;
        target.replaceChildren(note);
      };

      // A form with data-live has its answer anew whenever something in it changes.
      const live = form => {
        const target = document.querySelector(form.dataset.target);
        let timer = 0, asking = null;
        const ask = async () => {
          asking?.abort();
          asking = new AbortController();
          target.classList.add("working");
          const isPost = form.method === "post";
          const values = new URLSearchParams(new FormData(form));
          try {
            const answer = await fetch(form.dataset.live + (isPost ? "" : "?" + values), {
              method: isPost ? "POST" : "GET", body: isPost ? values : undefined, signal: asking.signal,
            });
            const html = await answer.text();
            const isPage = (answer.headers.get("content-type") || "").startsWith("text/html");
            if (isPage) target.innerHTML = html; else warn(target, JSON.parse(html).detail);
            values.delete("key");
            history.replaceState(null, "", "?" + values);
            document.dispatchEvent(new Event("churnlab:answered"));
          } catch (error) {
            if (error.name === "AbortError") return;
            warn(target, "The server does not answer. Is it still running?");
          }
          target.classList.remove("working");
        };
        const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 120); };
        form.addEventListener("input", soon);
        form.addEventListener("submit", event => {
          if (event.submitter?.name) return;
          event.preventDefault();
          clearTimeout(timer);
          ask();
        });
        if (form.dataset.now !== undefined) ask();
      };

      // Where two answers exclude each other, the one given last holds and the other is moved.
      const exclusions = form => {
        const pairs = JSON.parse(form.dataset.exclusions);
        const both = pairs.concat(pairs.map(([a, x, b, y]) => [b, y, a, x]));
        const said = form.querySelector("[data-moved]");
        form.addEventListener("input", event => {
          const [version, column] = split(event.target.name);
          if (column === undefined) return;
          const field = name => form.elements[version + "." + name];
          const clashes = (name, value, settled) => both.some(([a, x, b, y]) =>
            b === name && y === value && settled.has(a) && field(a)?.value === x);
          const settled = new Set([column]);
          const moved = [];
          for (let pass = 0; pass < 3; pass++) {
            for (const [a, x, b] of both) {
              const other = field(b);
              if (!settled.has(a) || field(a)?.value !== x || settled.has(b) || !other?.options) continue;
              if (!clashes(b, other.value, settled)) continue;
              const free = [...other.options].find(option => option.value !== "" && !clashes(b, option.value, settled));
              if (!free) continue;
              other.value = free.value;
              settled.add(b);
              moved.push(other.labels[0]?.firstChild.textContent.trim() ?? other.getAttribute("aria-label"));
            }
          }
          said.textContent = moved.length ? "Changed along with it: " + moved.join(", ") + "." : "";
        });
      };
      const split = name => {
        const dot = (name || "").indexOf(".");
        return dot < 0 ? [] : [name.slice(0, dot), name.slice(dot + 1)];
      };

      // In two versions of a customer, what differs stands out.
      const differences = form => {
        const mark = () => {
          for (const field of all("[name^='then.']", form)) {
            const now = form.elements["now." + split(field.name)[1]];
            field.classList.toggle("differs", now && now.value !== field.value);
          }
        };
        form.addEventListener("input", mark);
        mark();
      };

      const sliders = form => {
        for (const range of all("input[type=range]", form)) {
          const number = form.elements[range.dataset.of];
          range.addEventListener("input", () => { number.value = range.value; });
          number.addEventListener("input", () => { range.value = number.value; });
        }
      };

      const events = element => {
        const source = new EventSource(element.dataset.events);
        source.addEventListener("progress", event => {
          const state = JSON.parse(event.data);
          const bar = element.querySelector("progress");
          if (bar && state.planned) { bar.max = state.planned; bar.value = state.done; }
          element.querySelector("[data-words]").textContent = state.words;
        });
        source.addEventListener("end", () => { source.close(); location.reload(); });
      };

      const upload = form => {
        form.addEventListener("submit", event => {
          event.preventDefault();
          const bar = form.querySelector("progress");
          const words = form.querySelector("[data-words]");
          const request = new XMLHttpRequest();
          bar.hidden = false;
          request.upload.addEventListener("progress", ({ loaded, total }) => {
            bar.max = total; bar.value = loaded;
            words.textContent = "Sent " + Math.round(100 * loaded / total) + " %";
          });
          request.addEventListener("load", () => {
            if (request.status < 300) { location.assign(request.responseURL); return; }
            const page = new DOMParser().parseFromString(request.responseText, "text/html");
            words.textContent = page.querySelector("[role=alert]")?.textContent || "The file was not taken.";
            bar.hidden = true;
          });
          request.addEventListener("error", () => { words.textContent = "The file could not be sent."; bar.hidden = true; });
          request.open("POST", form.action);
          request.setRequestHeader("Accept", "text/html");
          request.send(new FormData(form));
        });
      };

      all("form[data-exclusions]").forEach(exclusions);
      all("form.versions").forEach(differences);
      all("form[data-live]").forEach(form => { sliders(form); live(form); });
      all("[data-events]").forEach(events);
      all("form[data-upload]").forEach(upload);
      all("button[data-print]").forEach(button => { button.hidden = false; button.addEventListener("click", () => print()); });
      all("button[data-share]").forEach(button => {
        button.hidden = false;
        button.addEventListener("click", async () => {
          try { await navigator.clipboard.writeText(location.href); button.textContent = "Link copied"; }
          catch { prompt("The link to this customer", location.href); }
        });
      });
    })();
    """
}
