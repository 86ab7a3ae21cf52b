import HTTPTypes
import Hummingbird
import LedgerHosting

/// Everything Paperbook answers. It can be read, and no longer written.
struct Routes: Sendable {
  let book: Paperbook

  func router() -> Router<SampleContext> {
    let router = Router(context: SampleContext.self)
    router.get("health") { _, _ in
      try Response.json(Health(status: "ok", version: LedgerOld.version, accounts: book.accounts.count))
    }
    router.get("/") { request, _ in
      Response.page(BookPage(book: book, user: request.remoteUser).html)
    }
    router.get("api/balance") { request, _ in
      guard let code = request.uri.queryParameters["account"], !code.isEmpty else {
        return try Response.json(Refusal("say which account, as in ?account=1200"), status: .unprocessableContent)
      }
      guard let account = book.accounts.first(where: { $0.code == code }) else {
        return try Response.json(Refusal("no account has this code"), status: .notFound)
      }
      return try Response.json(Balance(account: account.code, name: account.name, balanceMinor: account.balanceMinor))
    }
    return router
  }
}

private struct Health: Encodable {
  let status: String
  let version: String
  let accounts: Int
}

private struct Balance: Encodable {
  let account: String
  let name: String
  let balanceMinor: Int64
  var currency = "EUR"
}
