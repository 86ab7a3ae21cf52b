/// An account of the chart. A balance is debits less credits.
struct Account: Equatable, Sendable {
  let code: String
  let name: String

  static let chart = [
    Account(code: "1000", name: "Cash"),
    Account(code: "1200", name: "Bank"),
    Account(code: "1300", name: "Receivables"),
    Account(code: "1500", name: "Input VAT"),
    Account(code: "1600", name: "Payables"),
    Account(code: "1700", name: "Output VAT"),
    Account(code: "3000", name: "Capital"),
    Account(code: "4000", name: "Sales"),
    Account(code: "5000", name: "Office supplies"),
    Account(code: "5100", name: "Rent"),
  ]

  static func withCode(_ code: String) -> Account? {
    chart.first { $0.code == code }
  }
}
