import Foundation
import HTTPTypes
import Hummingbird
import LedgerHosting

/// Everything Ledger answers.
struct Routes: Sendable {
  let books: Books
  let switches: Switches

  func router() -> Router<SampleContext> {
    let router = Router(context: SampleContext.self)
    router.get("health") { _, _ in try await health() }
    router.get("/") { request, _ in await overview(request) }
    router.get("practice") { request, _ in practice(request) }
    router.post("practice") { request, context in try await practised(request, context) }
    router.post("api/postings") { request, context in try await post(request, context) }
    router.get("api/balance") { request, _ in try await balance(request) }
    router.get("api/vat") { request, _ in try await vat(request) }
    router.post("admin/defect") { try await flip(.defect, $0, $1) }
    router.post("admin/outage") { try await flip(.outage, $0, $1) }
    return router
  }

  private func health() async throws -> Response {
    let status =
      if await switches.state.outage {
        "outage"
      } else if await books.isSound {
        "ok"
      } else {
        "cannot write"
      }
    let health = Health(status: status, version: LedgerNew.version, postings: await books.count)
    return try .json(health, status: status == "ok" ? .ok : .serviceUnavailable)
  }

  private func overview(_ request: Request) async -> Response {
    var balances: [(account: Account, minorUnits: Int64)] = []
    for account in Account.chart { balances.append((account, await books.balance(of: account))) }
    let page = OverviewPage(balances: balances, newest: await books.newest(8), user: request.remoteUser)
    return .page(page.html)
  }

  private func practice(_ request: Request) -> Response {
    let exercise = exercise(in: FormFields(request.uri.query ?? ""))
    let page = PracticePage(exercise: exercise, sheet: PracticeSheet(), verdict: nil, user: request.remoteUser)
    return .page(page.html)
  }

  private func practised(_ request: Request, _ context: SampleContext) async throws -> Response {
    let fields = FormFields(String(decoding: try await request.bytes(in: context), as: UTF8.self))
    let exercise = exercise(in: fields)
    let rows = (1...PracticeSheet.height).map { number in
      PracticeSheet.Row(
        account: fields["account\(number)"], debit: fields["debit\(number)"], credit: fields["credit\(number)"])
    }
    let sheet = PracticeSheet(rows: rows)
    let verdict = sheet.judged(for: exercise)
    let page = PracticePage(exercise: exercise, sheet: sheet, verdict: verdict, user: request.remoteUser)
    let status: HTTPResponse.Status =
      switch verdict {
      case .right, .wrong, .swapped: .ok
      case .unbalanced, .unreadable, .empty: .unprocessableContent
      }
    return .page(page.html, status: status)
  }

  private func exercise(in fields: FormFields) -> Exercise {
    Exercise.all.first { String($0.number) == fields["exercise"] } ?? .first
  }

  private func post(_ request: Request, _ context: SampleContext) async throws -> Response {
    guard let draft = try await request.json(PostingDraft.self, in: context) else {
      let form = #"{"debit":"5100","credit":"1200","amountMinor":85000,"text":"Rent"}"#
      return try .json(Refusal("send a JSON object like \(form)"), status: .unprocessableContent)
    }
    switch draft.checked() {
    case .faults(let faults): return try .json(["faults": faults], status: .unprocessableContent)
    case .posting(let posting):
      do {
        return try .json(Posted(number: try await books.post(posting), posting: posting), status: .created)
      } catch {
        return try .json(Refusal("the posting could not be written: \(error)"), status: .serviceUnavailable)
      }
    }
  }

  private func balance(_ request: Request) async throws -> Response {
    let code = FormFields(request.uri.query ?? "")["account"]
    guard !code.isEmpty else {
      return try .json(Refusal("say which account, as in ?account=1200"), status: .unprocessableContent)
    }
    guard let account = Account.withCode(code) else {
      return try .json(Refusal("no account has this code"), status: .notFound)
    }
    let minorUnits = await books.balance(of: account)
    return try .json(Balance(account: code, name: account.name, balanceMinor: minorUnits, currency: "EUR"))
  }

  private func vat(_ request: Request) async throws -> Response {
    let fields = FormFields(request.uri.query ?? "")
    let rate = fields["rate"].isEmpty ? "19" : fields["rate"]
    let rounding: ValueAddedTax.Rounding = await switches.state.defect ? .truncating : .half
    guard let net = Int64(fields["net"]), let rate = Int64(rate),
      let tax = ValueAddedTax(net: net, rate: rate, rounding: rounding)
    else {
      let advice = "send ?net= in whole minor units, at most 10^15, and if you like &rate= from 0 to 100"
      return try .json(Refusal(advice), status: .unprocessableContent)
    }
    return try .json(tax)
  }

  private func flip(
    _ fault: Switches.Fault, _ request: Request, _ context: SampleContext
  ) async throws -> Response {
    guard request.isFromThisMachine(context) else {
      return try .json(Refusal("only a program on this machine may do this, and directly"), status: .forbidden)
    }
    guard let flip = try await request.json(Flip.self, in: context) else {
      return try .json(Refusal(#"send {"on":true} or {"on":false}"#), status: .unprocessableContent)
    }
    return try .json(try await switches.set(fault, to: flip.on))
  }
}

private struct Health: Encodable {
  let status: String
  let version: String
  let postings: Int
}

private struct Posted: Encodable {
  let number: Int
  let posting: Posting
}

private struct Balance: Encodable {
  let account: String
  let name: String
  let balanceMinor: Int64
  let currency: String
}

private struct Flip: Decodable {
  let on: Bool
}
