import Foundation
import LedgerHosting

/// Paperbook, the old accounting system that Ledger replaces.
@main
struct LedgerOld {
  static let version = "1.4"

  static func main() async {
    let status = await Hosting.run(
      name: "Paperbook",
      command: "ledger-old",
      defaults: ServeOptions(port: 8102, data: "ledger-old-data")
    ) { options in
      try Routes(book: Paperbook(in: options.data)).router()
    }
    exit(status)
  }
}
