import LedgerHosting

/// The page where a learner books an exercise and is told whether it is right.
struct PracticePage: Sendable {
  let exercise: Exercise
  let sheet: PracticeSheet
  /// Absent until the learner has sent something.
  let verdict: PracticeSheet.Verdict?
  let user: String?

  var html: String {
    let steps = Exercise.all.map { step in
      let mark = step == exercise ? " aria-current=\"step\"" : ""
      return "<li><a href=\"practice?exercise=\(step.number)\"\(mark) aria-label=\"Exercise \(step.number)\">"
        + "\(step.number)</a></li>"
    }
    let rows = sheet.rows.enumerated().map { index, row in Self.row(index + 1, row) }
    return Layout.page(
      title: "Practise a booking", current: "Practice", user: user,
      main: """
        <ol class="steps" aria-label="Exercises">\(steps.joined())</ol>
        <section class="card" aria-labelledby="situation">
        <p class="situation" id="situation">\(escaped(exercise.situation))</p>
        \(verdictBlock)
        <form method="post" action="practice">
        <input type="hidden" name="exercise" value="\(exercise.number)">
        <table class="sheet">
        <thead><tr><th scope="col">Account</th><th scope="col" class="number money">Debit, EUR</th>\
        <th scope="col" class="number money">Credit, EUR</th></tr></thead>
        <tbody>
        \(rows.joined(separator: "\n"))
        </tbody>
        </table>
        <button>Post the booking</button>
        </form>
        <p class="hint">Debits and credits must be equal. Leave rows you do not need empty. \
        Nothing here reaches the real books.</p>
        </section>
        """)
  }

  private static func row(_ number: Int, _ row: PracticeSheet.Row) -> String {
    let options = Account.chart.map { account in
      let mark = account.code == row.account ? " selected" : ""
      return "<option value=\"\(account.code)\"\(mark)>\(account.code) \(escaped(account.name))</option>"
    }
    return """
      <tr>
      <td><select name="account\(number)" aria-label="Account, row \(number)">\
      <option value="">Choose…</option>\(options.joined())</select></td>
      <td><input name="debit\(number)" inputmode="decimal" autocomplete="off" maxlength="20" \
      aria-label="Debit, row \(number)" value="\(escaped(row.debit))"></td>
      <td><input name="credit\(number)" inputmode="decimal" autocomplete="off" maxlength="20" \
      aria-label="Credit, row \(number)" value="\(escaped(row.credit))"></td>
      </tr>
      """
  }

  private var verdictBlock: String {
    guard let verdict else { return "" }
    let words: String =
      switch verdict {
      case .right: "<p><strong>Right.</strong> \(next)</p>"
      case .wrong(let accounts):
        "<p><strong>Not right yet.</strong> It balances. Look again at: "
          + accounts.map { "\($0.code) \(escaped($0.name))" }.joined(separator: ", ") + ".</p>"
      case .swapped: "<p><strong>Not right yet.</strong> Accounts and amounts are right, debit and credit swapped.</p>"
      case .unbalanced(let debits, let credits):
        "<p><strong>It does not balance.</strong> Debits are \(Amount.written(debits)), credits "
          + "\(Amount.written(credits)).</p>"
      case .unreadable(let problems):
        "<p><strong>Please correct:</strong></p><ul>"
          + problems.map { "<li>Row \($0.row): \(escaped($0.problem)).</li>" }.joined() + "</ul>"
      case .empty: "<p><strong>Nothing was entered.</strong> Fill in at least two rows.</p>"
      }
    let mood = verdict == .right ? "good" : "bad"
    return "<div class=\"verdict \(mood)\" role=\"status\" data-verdict=\"\(verdict.name)\">\(words)</div>"
  }

  private var next: String {
    guard let following = Exercise.all.first(where: { $0.number == exercise.number + 1 }) else {
      return "That was the last exercise."
    }
    return "<a href=\"practice?exercise=\(following.number)\">Next exercise</a>"
  }
}

extension PracticeSheet.Verdict {
  /// One word for programs that read the page.
  fileprivate var name: String {
    switch self {
    case .right: "right"
    case .wrong, .swapped: "wrong"
    case .unbalanced: "unbalanced"
    case .unreadable, .empty: "unreadable"
    }
  }
}
