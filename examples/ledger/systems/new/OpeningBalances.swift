/// What was carried over from Paperbook. Every figure is made up.
enum OpeningBalances {
  static let postings = [
    Posting(debit: "1200", credit: "3000", amountMinor: 2_500_000, text: "Opening balance: bank"),
    Posting(debit: "1000", credit: "3000", amountMinor: 45_000, text: "Opening balance: cash"),
    Posting(debit: "1300", credit: "4000", amountMinor: 120_000, text: "Invoice 2040, Alder Joinery"),
    Posting(debit: "1300", credit: "1700", amountMinor: 22_800, text: "Invoice 2040, VAT"),
    Posting(debit: "5100", credit: "1200", amountMinor: 85_000, text: "Rent, October"),
    Posting(debit: "5000", credit: "1000", amountMinor: 6_490, text: "Envelopes and stamps"),
    Posting(debit: "1200", credit: "1300", amountMinor: 142_800, text: "Alder Joinery pays invoice 2040"),
  ]
}
