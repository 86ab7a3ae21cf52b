import LedgerHosting

/// The frame of every page.
enum Layout {
  static func page(title: String, current: String, user: String?, main: String) -> String {
    let links = [(".", "Overview"), ("practice", "Practice")].map { address, name in
      let mark = name == current ? " aria-current=\"page\"" : ""
      return "<a href=\"\(address)\"\(mark)>\(name)</a>"
    }
    let signedIn = user.map { "<p class=\"user\">Signed in as <strong>\(escaped($0))</strong></p>" } ?? ""
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title)) · Ledger</title>
      <style>\(style)</style>
      </head>
      <body>
      <aside class="notice" aria-label="About this system">Sample system. Every name and figure is synthetic.</aside>
      <header>
      <p class="brand">Ledger</p>
      <nav aria-label="Main">\(links.joined())</nav>
      \(signedIn)
      </header>
      <main>
      <h1>\(escaped(title))</h1>
      \(main)
      </main>
      <footer>Ledger \(LedgerNew.version)</footer>
      </body>
      </html>

      """
  }

  private static let style = """

    :root {
      --ground: #f5f6f4; --paper: #ffffff; --ink: #1c2321; --faint: #5a6561; --line: #d8ddd9;
      --accent: #11604f; --on-accent: #ffffff;
      --good: #14633a; --good-ground: #e6f4ea; --bad: #94270f; --bad-ground: #fcebe6;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #141917; --paper: #1d2421; --ink: #e7ece9; --faint: #a3afaa; --line: #35403b;
        --accent: #6cc9b0; --on-accent: #0d1a16;
        --good: #8bd7a5; --good-ground: #16301f; --bad: #f5a994; --bad-ground: #3a1d15;
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
    .notice { margin: 0; padding: .3rem 1rem; background: var(--ink); color: var(--ground); font-size: .85rem;
      text-align: center; }
    header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; padding-block: 1rem; }
    .brand { margin: 0; font-size: 1.25rem; font-weight: 700; color: var(--accent); }
    nav { display: flex; gap: 1rem; }
    nav a { padding: .25rem 0; color: var(--ink); text-decoration: none; border-bottom: 2px solid transparent; }
    nav a:hover { border-color: var(--line); }
    nav a[aria-current] { border-color: var(--accent); font-weight: 600; }
    .user { margin: 0 0 0 auto; color: var(--faint); font-size: .9rem; }
    h1 { margin: 1rem 0; font-size: 1.7rem; line-height: 1.2; }
    h2 { margin: 0 0 .75rem; font-size: 1.1rem; }
    .card { margin: 0 0 1.25rem; padding: 1.25rem; background: var(--paper); border: 1px solid var(--line);
      border-radius: .6rem; }
    table { width: 100%; border-collapse: collapse; }
    th { text-align: left; font-size: .85rem; font-weight: 600; color: var(--faint); }
    th, td { padding: .4rem .75rem .4rem 0; overflow-wrap: anywhere; border-bottom: 1px solid var(--line); }
    th:last-child, td:last-child { padding-right: 0; }
    tbody tr:last-child > * { border-bottom: 0; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .code { color: var(--faint); font-variant-numeric: tabular-nums; }
    .accounts { display: block; font-size: .85rem; }
    .steps { display: flex; gap: .5rem; margin: 0 0 1rem; padding: 0; list-style: none; }
    .steps a { display: block; min-width: 2.4rem; padding: .35rem .6rem; text-align: center; color: var(--ink);
      background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; text-decoration: none; }
    .steps a[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--on-accent);
      font-weight: 600; }
    .situation { margin: 0 0 1rem; font-size: 1.15rem; }
    input, select { width: 100%; min-height: 2.5rem; padding: .35rem .6rem; color: var(--ink); font: inherit;
      background: var(--ground); border: 1px solid var(--faint); border-radius: .4rem; }
    input { text-align: right; font-variant-numeric: tabular-nums; }
    .sheet td { border: 0; }
    .sheet .money { width: 24%; }
    @media (max-width: 34rem) {
      .sheet tr { display: grid; grid-template-columns: 1fr 1fr; gap: .4rem .5rem; margin-bottom: .9rem; }
      .sheet tr > :first-child { grid-column: 1 / -1; }
      .sheet tr > * { padding: 0; }
      .sheet tr > * { border: 0; }
      .sheet .money { width: auto; }
    }
    button { min-height: 2.75rem; margin-top: .75rem; padding: .4rem 1.4rem; color: var(--on-accent); font: inherit;
      font-weight: 600; background: var(--accent); border: 0; border-radius: .4rem; cursor: pointer; }
    a { color: var(--accent); }
    a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 3px solid var(--accent); outline-offset: 2px; }
    .verdict { margin: 0 0 1rem; padding: .8rem 1rem; border-left: 4px solid; border-radius: .4rem; }
    .verdict p { margin: 0; }
    .verdict ul { margin: .3rem 0 0; padding-left: 1.2rem; }
    .good { color: var(--good); background: var(--good-ground); }
    .bad { color: var(--bad); background: var(--bad-ground); }
    .hint { margin: .75rem 0 0; color: var(--faint); font-size: .9rem; }
    footer { padding-block: 1rem 2rem; color: var(--faint); font-size: .85rem; }

    """
}
