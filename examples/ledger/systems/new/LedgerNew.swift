import Foundation
import LedgerHosting

/// Ledger, the accounting system that the example programme introduces.
@main
struct LedgerNew {
  static let version = "2.0.0"

  static func main() async {
    let status = await Hosting.run(
      name: "Ledger",
      command: "ledger-new",
      defaults: ServeOptions(port: 8101, data: "ledger-new-data")
    ) { options in
      try Routes(books: Books(in: options.data), switches: Switches(in: options.data)).router()
    }
    exit(status)
  }
}
