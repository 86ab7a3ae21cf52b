import LedgerHosting

/// The first page: what each account holds, and the newest postings.
struct OverviewPage: Sendable {
  let balances: [(account: Account, minorUnits: Int64)]
  let newest: [(number: Int, posting: Posting)]
  let user: String?

  var html: String {
    let accounts = balances.map { account, minorUnits in
      """
      <tr><td><span class="code">\(account.code)</span> \(escaped(account.name))</td>\
      <td class="number">\(Amount.written(minorUnits))</td></tr>
      """
    }
    let lines = newest.map { number, posting in
      """
      <tr><td class="number">\(number)</td><td>\(escaped(posting.text))\
      <span class="code accounts">debit \(posting.debit), credit \(posting.credit)</span></td>\
      <td class="number">\(Amount.written(posting.amountMinor))</td></tr>
      """
    }
    return Layout.page(
      title: "Overview", current: "Overview", user: user,
      main: """
        <section class="card" aria-labelledby="balances">
        <h2 id="balances">Balances</h2>
        <table>
        <thead><tr><th scope="col">Account</th><th scope="col" class="number">Debit less credit, EUR</th></tr></thead>
        <tbody>
        \(accounts.joined(separator: "\n"))
        </tbody>
        </table>
        </section>
        <section class="card" aria-labelledby="newest">
        <h2 id="newest">Newest postings</h2>
        <table>
        <thead><tr><th scope="col" class="number">No.</th><th scope="col">Text</th>\
        <th scope="col" class="number">EUR</th></tr></thead>
        <tbody>
        \(lines.joined(separator: "\n"))
        </tbody>
        </table>
        </section>
        """)
  }
}
