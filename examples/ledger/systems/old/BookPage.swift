import LedgerHosting

/// Paperbook's only page.
struct BookPage: Sendable {
  let book: Paperbook
  let user: String?

  var html: String {
    let rows = book.accounts.map { account in
      "<tr><td>\(escaped(account.code))</td><td>\(escaped(account.name))</td>"
        + "<td class=\"number\">\(Self.written(account.balanceMinor))</td></tr>"
    }
    let signedIn = user.map { "<p>Signed in as <b>\(escaped($0))</b></p>" } ?? ""
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Paperbook</title>
      <style>
      body { margin: 0; background: #e9e4d8; color: #2b2620; font: 16px/1.45 Georgia, "DejaVu Serif", serif; }
      main { max-width: 34rem; margin: 2rem auto; padding: 1.5rem; background: #fffdf6; border: 1px solid #b9ad95; }
      h1 { margin: 0 0 .25rem; font-size: 1.6rem; }
      p { margin: .25rem 0; }
      table { width: 100%; margin-top: 1rem; border-collapse: collapse; }
      th, td { padding: .3rem .4rem; border: 1px solid #cfc4ae; text-align: left; }
      .number { text-align: right; font-family: "DejaVu Sans Mono", monospace; font-size: .9rem; }
      </style>
      </head>
      <body>
      <main>
      <h1>Paperbook</h1>
      <p>The old books, closed. Sample system: every name and figure is synthetic.</p>
      \(signedIn)
      <table>
      <thead><tr><th scope="col">Code</th><th scope="col">Account</th>\
      <th scope="col" class="number">Balance, EUR</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      <p>Paperbook \(LedgerOld.version)</p>
      </main>
      </body>
      </html>

      """
  }

  /// Minor units as `-1250.50`.
  private static func written(_ minorUnits: Int64) -> String {
    let digits = String(minorUnits.magnitude)
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (minorUnits < 0 ? "-" : "") + padded.dropLast(2) + "." + padded.suffix(2)
  }
}
