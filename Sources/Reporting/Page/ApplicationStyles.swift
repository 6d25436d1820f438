extension Stylesheet {
  /// What an application's pages have beside those of a report: forms, and answers to them.
  package static let application =
    text + """

      nav a[aria-current] { font-weight: 600; color: var(--ink); }
      nav form { margin: 0; }
      form.sheet, .sheet { background: var(--sheet); border: 1px solid var(--rule); border-radius: 8px; padding: 1rem 1.2rem; }
      fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
      legend { font-weight: 600; padding: 0; margin-bottom: .4rem; }
      input, select, textarea { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--rule);
        border-radius: 6px; padding: .34rem .5rem; max-width: 100%; min-width: 0; }
      input:where([type=number], [type=text], [type=password], [type=search]), select { width: 100%; min-height: 2.4rem; }
      input[type=file] { width: 100%; }
      .fields > div > input[type=range] { margin-top: .3rem; }
      input[type=range] { display: block; width: 100%; padding: 0; accent-color: var(--accent); border: 0; min-height: 1.8rem; }
      input:user-invalid { border-color: var(--warn); }
      option:disabled { color: var(--soft); }
      textarea { width: 100%; min-height: 16rem; font: .875rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
      label { overflow-wrap: anywhere; }
      .hint { color: var(--soft); font-size: .82rem; font-weight: 400; }
      label > .hint { white-space: nowrap; }
      button, .button { font: inherit; font-size: .95rem; cursor: pointer; color: var(--ink); background: var(--paper);
        border: 1px solid var(--rule); border-radius: 6px; padding: .42rem .95rem; text-decoration: none; display: inline-block;
        min-height: 2.4rem; }
      button:hover, .button:hover { border-color: var(--accent); }
      button.main { background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600; }
      button:disabled { opacity: .55; cursor: default; }
      .buttons { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1rem 0 0; align-items: center; max-width: none; }
      .sheet > p.buttons { margin: 0 0 1rem; }
      main > .buttons { margin: .6rem 0 1rem; } main > .buttons + section { padding-top: 1rem; }
      main { padding-top: 1.2rem; } main > section:first-of-type { padding-top: .6rem; }
      fieldset + fieldset { margin-top: 1.2rem; }
      .brief { display: none; position: fixed; inset: auto 0 0; margin: 0; max-width: none; padding: .5rem clamp(1rem, 3vw, 2.5rem);
        z-index: 1; background: var(--sheet); border-top: 1px solid var(--rule); font-weight: 600; }
      .pair .brief { display: block; } body:has(.pair .brief) { padding-bottom: 3rem; }
      .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: .8rem 1.1rem; align-items: end; }
      .versions .fields { grid-template-columns: minmax(8rem, 1fr) repeat(2, minmax(0, 1fr)); gap: .45rem .8rem; align-items: center; }
      .versions .fields > strong { font-weight: 400; }
      .versions .fields > .head { font-weight: 600; } .versions .again { display: none; }
      .differs input, .differs select, input.differs, select.differs { background: var(--mark); }
      .desk { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem; margin-top: 1rem; }
      .answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.4rem; }
      .risk { font-size: 3rem; line-height: 1.05; margin: 0; font-variant-numeric: tabular-nums lining-nums; }
      .bar { display: block; width: 100%; height: .55rem; margin-bottom: .5rem; }
      .bar .all { fill: var(--rule); } .bar .share { fill: var(--accent); }
      .crowd { display: block; width: 100%; height: 3.2rem; margin-top: .6rem; }
      .crowd rect { fill: var(--soft); opacity: .45; }
      .crowd line { stroke: var(--accent); stroke-width: 3; vector-effect: non-scaling-stroke; }
      .band { display: inline-block; border: 1px solid var(--accent); color: var(--accent); border-radius: 99px; padding: .05rem .8rem; }
      table.reasons caption { padding: .8rem 0 .4rem; }
      table.reasons tbody th { padding-left: 0; }
      table.reasons td, table.reasons th { border-top: 0; padding: .18rem .4rem; vertical-align: middle; }
      table.reasons tbody th { font-weight: 400; min-width: 8rem; }
      table.reasons td.chart { width: 45%; padding: 0; }
      table.reasons svg { display: block; width: 100%; height: 1.1rem; }
      .up { fill: var(--category-2); } .down { fill: var(--category-1); } .axis { stroke: var(--soft); stroke-width: 1; }
      .working { opacity: .55; transition: opacity .15s .15s; }
      progress { width: 100%; height: 1rem; accent-color: var(--accent); }
      .surface .step-4, .surface .step-5, .surface .step-6, .surface .step-7 { color: var(--paper); }
      .step-1 { background: var(--step-1); }
      .step-4 { background: var(--step-4); } .step-5 { background: var(--step-5); } .step-6 { background: var(--step-6); }
      .step-7 { background: var(--step-7); }
      svg.curve { width: 100%; height: auto; max-height: 18rem; overflow: visible; }
      svg.curve .line { fill: none; stroke: var(--category-1); stroke-width: 2; vector-effect: non-scaling-stroke; }
      svg.curve .here { stroke: var(--category-2); stroke-width: 2; vector-effect: non-scaling-stroke; }
      svg.curve .zero { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
      .run-name { display: block; white-space: nowrap; }
      #rows td { white-space: nowrap; } #rows .scroll { max-height: 44rem; }
      #runs th, #runs td { padding-inline: .55rem; } #runs td { min-width: 0; }
      .ends { display: flex; justify-content: space-between; max-width: none; margin: 0; color: var(--soft); font-size: .82rem; }
      #acting-result .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); margin-top: 0; }
      thead th a { color: inherit; white-space: nowrap; }
      @media screen and (min-width: 60rem) {
        .desk { grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); align-items: start; }
        .desk > .result { position: sticky; top: 1rem; }
        .desk.pair { grid-template-columns: minmax(0, 1fr); }
        .desk.pair > .result { position: static; }
        .desk.pair .answers { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2.2rem; }
        .versions .fields { grid-template-columns: repeat(2, minmax(7.5rem, .8fr) minmax(0, 1fr) minmax(0, 1fr)); }
        .versions .fields > strong:nth-child(6n + 4) { padding-left: 1rem; }
        .versions .fields > .again { display: block; }
        .versions .fields > strong { font-size: .9rem; line-height: 1.25; }
        .versions .fields > :is(input, select) { font-size: .9rem; padding-inline: .4rem; }
        .desk.wide { grid-template-columns: minmax(18rem, 2fr) minmax(0, 3fr); }
        .desk.wide .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: start; }
      }
      @media screen and (max-width: 59.99rem) {
        .brief { display: block; }
        body:has(.brief) { padding-bottom: 3rem; }
      }
      @media screen and (min-width: 72rem) {
        .body { grid-template-columns: 10.5rem minmax(0, 1fr); gap: 2.2rem; }
      }
      @media (max-width: 34rem) {
        body > header > div { flex-direction: row; } button.theme { align-self: flex-start; }
        .versions .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        .versions .fields > strong:not(.head) { grid-column: 1 / -1; margin-top: .4rem; }
        .versions .fields > .head:empty { display: none; }
        .fields { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        .fields > div.wide { grid-column: 1 / -1; }
      }
      @media print {
        .buttons, form input[type=file] { display: none; }
        .desk { display: block; } .desk > .result { margin-top: 6mm; } .pair .brief, [data-moved] { display: none; }
        input, select, textarea { border-color: #bbb; }
      }
      """
}
