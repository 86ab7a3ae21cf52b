/// A double-entry booking of one amount, from the credited account to the debited one.
struct Posting: Codable, Equatable, Sendable {
  let debit: String
  let credit: String
  let amountMinor: Int64
  let text: String

  /// The largest amount of one posting, in minor units: with `Books.limit` postings no balance can overflow.
  static let largest: Int64 = 1_000_000_000_000
}

/// A posting as somebody sent it: nothing of it is known to be right.
struct PostingDraft: Decodable, Sendable {
  var debit: String?
  var credit: String?
  var amountMinor: Int64?
  var text: String?

  /// What is wrong with one field of a draft, and what to send instead.
  struct Fault: Encodable, Equatable, Sendable {
    let field: String
    let message: String
  }

  enum Verdict: Equatable, Sendable {
    case posting(Posting)
    case faults([Fault])
  }

  /// Checks every field, so that one answer names everything that is wrong.
  func checked() -> Verdict {
    var faults: [Fault] = []
    for (field, code) in [("debit", debit), ("credit", credit)] where code.flatMap(Account.withCode) == nil {
      let known = Account.chart.map(\.code).joined(separator: ", ")
      faults.append(Fault(field: field, message: "an account of the chart is needed: \(known)"))
    }
    if let debit, debit == credit {
      faults.append(Fault(field: "credit", message: "debit and credit must be two accounts"))
    }
    let amount = amountMinor ?? 0
    if !(1...Posting.largest).contains(amount) {
      faults.append(
        Fault(field: "amountMinor", message: "a whole number of minor units from 1 to \(Posting.largest) is needed"))
    }
    let words = text ?? ""
    if words.isEmpty || words.count > 200 || words.unicodeScalars.contains(where: \.isControl) {
      faults.append(Fault(field: "text", message: "one line of 1 to 200 characters is needed"))
    }
    guard faults.isEmpty, let debit, let credit else { return .faults(faults) }
    return .posting(Posting(debit: debit, credit: credit, amountMinor: amount, text: words))
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool { properties.generalCategory == .control }
}
