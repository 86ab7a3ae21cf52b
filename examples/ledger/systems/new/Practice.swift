/// One booking to practise: a situation in words, and what it does to each account.
struct Exercise: Equatable, Sendable {
  let number: Int
  let situation: String
  /// Debits less credits by account code, in minor units; the sum is 0.
  let effect: [String: Int64]

  static let first = Exercise(
    number: 1,
    situation: "Alder Joinery pays invoice 2041 of 238.00 into the bank account.",
    effect: ["1200": 23_800, "1300": -23_800])

  static let all = [
    first,
    Exercise(
      number: 2,
      situation: "Printer paper is bought in cash for 119.00: 100.00 net and 19.00 input VAT.",
      effect: ["5000": 10_000, "1500": 1_900, "1000": -11_900]),
    Exercise(
      number: 3,
      situation: "The office rent of 850.00 is paid by bank transfer.",
      effect: ["5100": 85_000, "1200": -85_000]),
    Exercise(
      number: 4,
      situation: "A customer is invoiced 500.00 net plus 95.00 output VAT, payable in 30 days.",
      effect: ["1300": 59_500, "4000": -50_000, "1700": -9_500]),
  ]
}

/// The form as the learner filled it in. Rows left empty do not count.
struct PracticeSheet: Equatable, Sendable {
  /// The text of one row, exactly as sent.
  struct Row: Equatable, Sendable {
    var account = ""
    var debit = ""
    var credit = ""

    var isEmpty: Bool { account.isEmpty && debit.isEmpty && credit.isEmpty }
  }

  /// How many rows the form has.
  static let height = 3

  var rows = Array(repeating: Row(), count: height)

  /// What the learner is told.
  enum Verdict: Equatable, Sendable {
    case right
    /// It balances, and these accounts are not as they should be.
    case wrong(accounts: [Account])
    /// Every account has its amount on the wrong side.
    case swapped
    case unbalanced(debits: Int64, credits: Int64)
    /// Row numbers from 1, each with what is wrong in it.
    case unreadable([(row: Int, problem: String)])
    case empty

    static func == (one: Verdict, other: Verdict) -> Bool {
      switch (one, other) {
      case (.right, .right), (.swapped, .swapped), (.empty, .empty): true
      case (.wrong(let one), .wrong(let other)): one == other
      case (.unbalanced(let debits, let credits), .unbalanced(let otherDebits, let otherCredits)):
        debits == otherDebits && credits == otherCredits
      case (.unreadable(let one), .unreadable(let other)):
        one.elementsEqual(other) { $0.row == $1.row && $0.problem == $1.problem }
      default: false
      }
    }
  }

  /// Judges the sheet. Order of rows, and one amount split over several, make no difference.
  func judged(for exercise: Exercise) -> Verdict {
    var problems: [(row: Int, problem: String)] = []
    var effect: [String: Int64] = [:]
    var debits: Int64 = 0
    var credits: Int64 = 0
    for (index, row) in rows.enumerated() where !row.isEmpty {
      switch row.read() {
      case .problem(let problem): problems.append((index + 1, problem))
      case .debit(let account, let amount):
        debits += amount
        effect[account.code, default: 0] += amount
      case .credit(let account, let amount):
        credits += amount
        effect[account.code, default: 0] -= amount
      }
    }
    if !problems.isEmpty { return .unreadable(problems) }
    if debits == 0, credits == 0 { return .empty }
    if debits != credits { return .unbalanced(debits: debits, credits: credits) }
    if Account.chart.allSatisfy({ -effect[$0.code, default: 0] == exercise.effect[$0.code, default: 0] }) {
      return .swapped
    }
    let different = Account.chart.filter { effect[$0.code, default: 0] != exercise.effect[$0.code, default: 0] }
    return different.isEmpty ? .right : .wrong(accounts: different)
  }
}

extension PracticeSheet.Row {
  fileprivate enum Reading {
    case debit(Account, Int64)
    case credit(Account, Int64)
    case problem(String)
  }

  /// At most 10^12 minor units a row, so that a sheet cannot overflow.
  fileprivate func read() -> Reading {
    guard let account = Account.withCode(account) else { return .problem("choose an account") }
    switch (debit.isEmpty, credit.isEmpty) {
    case (true, true): return .problem("enter a debit or a credit")
    case (false, false): return .problem("enter either a debit or a credit, not both")
    case (false, true):
      guard let amount = Amount.minorUnits(debit), amount > 0 else { return .problem(Self.advice) }
      return .debit(account, amount)
    case (true, false):
      guard let amount = Amount.minorUnits(credit), amount > 0 else { return .problem(Self.advice) }
      return .credit(account, amount)
    }
  }

  private static let advice = "write the amount like 119.00"
}
