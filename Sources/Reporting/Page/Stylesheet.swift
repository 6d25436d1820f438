/// The look of all pages: light and dark, paper, phone.
package enum Stylesheet {
  /// Names in quotes: a drawing measures text by this very list, and measures wrongly when it cannot be read.
  static let typeface =
    "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', system-ui, 'Helvetica Neue', Arial, sans-serif"

  package static let text = """
    :root { color-scheme: light; \(Palette.declarations(Palette.light)) }
    @media screen and (prefers-color-scheme: dark) {
      :root:not([data-theme=light]) { color-scheme: dark; \(Palette.declarations(Palette.dark)) }
    }
    @media screen {
      :root[data-theme=dark] { color-scheme: dark; \(Palette.declarations(Palette.dark)) }
    }

    """ + screen + wide + print

  private static let screen = """
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.6 \(typeface); }
    h1, h2, h3 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, serif;
      font-weight: 600; line-height: 1.2; text-wrap: balance; margin: 0; }
    h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.5rem); letter-spacing: -.01em; overflow-wrap: anywhere; }
    h2 { font-size: 1.55rem; margin-bottom: .5rem; }
    h3 { font-size: 1.08rem; }
    p { margin: .4rem 0 .9rem; max-width: 68ch; overflow-wrap: anywhere; }
    a { color: var(--accent); text-underline-offset: .15em; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    code, pre { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    pre { background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; }
    code { overflow-wrap: anywhere; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
    .figure, td.n, th.n { font-variant-numeric: tabular-nums lining-nums; }
    .figure { white-space: nowrap; }
    code .figure, dd .figure { white-space: normal; overflow-wrap: anywhere; }

    body > header { border-bottom: 1px solid var(--rule); background: var(--sheet); }
    body > header > div { display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between;
      max-width: 82rem; margin: 0 auto; padding: 1.6rem clamp(1rem, 3vw, 2.5rem) 1.3rem; }
    .kicker { margin: 0 0 .3rem; color: var(--soft); font-size: .8rem; letter-spacing: .09em; text-transform: uppercase; }
    .under { margin: .5rem 0 0; color: var(--soft); }
    button.theme { flex: none; font: inherit; font-size: .875rem; color: var(--ink); background: var(--paper); cursor: pointer;
      border: 1px solid var(--rule); border-radius: 99px; padding: .3rem .9rem; }
    button.theme:hover { border-color: var(--accent); }
    .body { max-width: 82rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2.5rem) 4rem; }
    nav ol { list-style: none; margin: 0; padding: .8rem 0; display: flex; gap: .2rem 1.1rem; flex-wrap: wrap; font-size: .925rem; }
    nav a { text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    main > section { padding-top: 2.2rem; }
    main > section + section { margin-top: 2.4rem; border-top: 1px solid var(--rule); }

    .answer p { font-size: clamp(1.12rem, 1rem + .5vw, 1.35rem); line-height: 1.5; max-width: 60ch; margin: .35rem 0; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .8rem; margin: 1.4rem 0 0; }
    .tiles > div { background: var(--sheet); border: 1px solid var(--rule); border-radius: 8px; padding: .8rem 1rem; }
    .tiles dt { color: var(--soft); font-size: .85rem; }
    .tiles dd { margin: .1rem 0 0; font-size: 1.5rem; line-height: 1.25; font-variant-numeric: tabular-nums lining-nums; }
    .tiles dd small { display: block; font-size: .85rem; color: var(--soft); }
    .note { border-left: 3px solid var(--accent); background: var(--sheet); padding: .6rem 1rem; border-radius: 0 6px 6px 0; }
    .note.warn { border-color: var(--warn); }
    .note > :first-child { margin-top: 0; } .note > :last-child { margin-bottom: 0; }
    dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.4rem; margin: 1rem 0 1.6rem; }
    dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
    ul.params { columns: 15rem; padding: 0; margin: .6rem 0; list-style: none; }
    li { max-width: 72ch; overflow-wrap: anywhere; }

    .charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.6rem 2rem; }
    figure { margin: 2rem 0 0; min-width: 0; }
    .charts { margin-top: 2rem; } .charts > figure { margin: 0; }
    figcaption p { color: var(--soft); margin: .2rem 0 .6rem; font-size: .95rem; line-height: 1.45; }
    .plot { width: 100%; }
    .plot:empty { min-height: 12rem; }
    .plot svg { display: block; max-width: 100%; overflow: visible; }
    .plot.vega-embed { display: flex; flex-direction: column; }
    .plot .vega-bindings { order: -1; margin-bottom: .4rem; }
    .plot .vega-bind { font-size: .875rem; color: var(--soft); margin: .2rem 0; }
    .plot .vega-bind select { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--rule); border-radius: 4px; }
    details.behind, p.behind { font-size: .9rem; margin: .3rem 0 0; }
    summary { cursor: pointer; color: var(--accent); width: fit-content; }
    .scroll { overflow-x: auto; max-height: 26rem; overflow-y: auto; margin: .5rem 0 0; border: 1px solid var(--rule); border-radius: 6px; }
    main > section > .scroll { max-height: none; margin: 1rem 0; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.35; }
    caption { text-align: left; padding: .55rem .75rem; color: var(--soft); }
    caption > span { display: block; position: sticky; left: .75rem; width: fit-content; max-width: calc(100vw - 4rem); }
    th, td { padding: .34rem .75rem; text-align: left; border-top: 1px solid var(--rule); vertical-align: baseline; }
    tbody th { font-weight: 500; overflow-wrap: break-word; min-width: 6rem; max-width: 22rem; }
    td:not(.n) { overflow-wrap: break-word; max-width: 24rem; }
    td:not(.n):not(:empty) { min-width: 5.5rem; }
    thead th { position: sticky; top: 0; background: var(--sheet); color: var(--soft); font-weight: 600; border-top: 0;
      vertical-align: bottom; }
    th.n, td.n { text-align: right; }
    thead th.n { min-width: 5.2rem; }
    td.n { white-space: nowrap; }
    tbody tr:hover { background: var(--sheet); }
    tr.chosen { background: var(--mark); }
    #vg-tooltip-element.vg-tooltip { font: .85rem/1.4 inherit; font-family: inherit; color: var(--ink); background: var(--paper);
      border: 1px solid var(--rule); border-radius: 6px; box-shadow: 0 4px 16px rgb(0 0 0 / .18); padding: .5rem .7rem; }
    #vg-tooltip-element table { font-size: inherit; width: auto; }
    #vg-tooltip-element tr:hover { background: none; }
    #vg-tooltip-element table tr td { border: 0; padding: .05rem .35rem; max-width: 20rem; }
    #vg-tooltip-element table tr td.key { color: var(--soft); }
    footer { color: var(--soft); font-size: .875rem; margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: 1rem; }

    """

  private static let wide = """
    @media screen and (min-width: 72rem) {
      .body { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); gap: 2.6rem; }
      nav { border-right: 1px solid var(--rule); padding-right: .8rem; }
      nav ol { position: sticky; top: 1.5rem; flex-direction: column; padding: 2.4rem 0; }
      .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .charts > .wide { grid-column: 1 / -1; }
    }
    @media (max-width: 34rem) {
      body > header > div { flex-direction: column-reverse; }
      button.theme { align-self: flex-end; }
      th, td { padding: .3rem .5rem; }
      table { font-size: .84rem; }
    }

    """

  private static let print = """
    @media print {
      @page { margin: 16mm 14mm; }
      html { font-size: 9.5pt; }
      .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 5mm 6mm; }
      .plot svg { width: 100%; height: auto; }
      figure { margin-top: 6mm; }
      nav, button.theme, .skip, .behind > summary, p.behind, details.behind:not([open]) { display: none; }
      .body { padding: 0; } body > header { background: none; } body > header > div { padding: 0 0 6mm; }
      figure, table, .tiles, .note { break-inside: avoid; }
      h2, h3, figcaption { break-after: avoid; }
      .scroll { max-height: none !important; overflow: visible; border: 0; }
      .answer p { font-size: 1.15rem; }
      main > section { padding-top: 5mm; } main > section + section { margin-top: 6mm; }
      thead th { position: static; background: none; }
      table { font-size: .8rem; }
      th, td, thead th.n, td:not(.n):not(:empty) { padding: .2rem .35rem; min-width: 0; }
    }
    """
}
