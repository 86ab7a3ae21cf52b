import Admission
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Slipway

/// The door for a web application that knows nothing of all this: its proxy asks whether a person may pass.
///
/// The person's identity is believed only from configured peers that know the secret. The proxy speaks with the
/// operator's authority, who configured it.
struct ForwardAuth: Sendable {
  let services: Services
  let scopes: AdmissionScope
  private let peers: PeerList

  init(services: Services, scopes: AdmissionScope) {
    self.services = services
    self.scopes = scopes
    peers = PeerList(services.settings.proxies)
  }

  func add(to router: Router<AppContext>) {
    router.get("admission/{system}/forward-auth") { request, context in try await answer(request, context) }
  }

  private func answer(_ request: Request, _ context: AppContext) async throws -> Response {
    try require(request, context)
    let key = try Asking(request, context, services).part("system")
    if services.writer.board.isEmpty {
      let sentence = "Nobody can say yet who is let in."
      return services.settings.failsOpen
        ? Self.pass(.full, sentence) : Self.refuse(sentence, goTo: services.settings.base + "/")
    }
    guard let found = services.writer.board.table(with: key) else {
      return Self.refuse("There is no such system.", goTo: services.settings.base + "/")
    }
    let scope = try await scopes.reply(for: .localOperator, programme: found.programme.text)
    let name = HTTPField.Name(services.settings.identityHeader)
    let identity = name.flatMap { request.headers[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    guard let answer = found.table.answer(system: key, alias: identity) else {
      return Self.refuse("There is no such system.", goTo: services.settings.base + "/")
    }
    guard answer.access == .none else { return Self.pass(answer.access, answer.reason.sentence) }
    return Self.refuse(answer.reason.sentence, goTo: elsewhere(key, identity, found.table, scope))
  }

  private func require(_ request: Request, _ context: AppContext) throws(Problem) {
    let name = HTTPField.Name("X-Slipway-Proxy-Secret")
    let given = name.flatMap { request.headers[$0] }
    guard peers.holds(context.peer), let secret = services.settings.proxySecret, !secret.isEmpty,
      let given, Self.equal(given, secret)
    else {
      throw Problem(
        .notAllowed, "This is answered only to a proxy that the operator has configured.",
        remedy: "Set the proxy's address and its secret, and let it send X-Slipway-Proxy-Secret.")
    }
  }

  /// By digest, so that the time taken tells neither length nor content.
  private static func equal(_ left: String, _ right: String) -> Bool {
    zip(Digest.of(left).bytes, Digest.of(right).bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// The old system where it still serves the person, else the page that says why.
  private func elsewhere(
    _ key: String, _ identity: String?, _ table: AccessTable, _ scope: EvaluateScope.Reply
  ) -> String {
    let replaced = scope.systems.first { $0.id == key }?.replaces ?? []
    let serving = replaced.first { old in (table.answer(system: old, alias: identity)?.access ?? .none) != .none }
    return scope.systems.first { $0.id == serving }?.url ?? services.settings.base + "/"
  }

  // MARK: Answers

  private static let access = HTTPField.Name("X-Slipway-Access")
  private static let reason = HTTPField.Name("X-Slipway-Reason")
  private static let goTo = HTTPField.Name("X-Slipway-Go-To")

  private static func headers(_ level: Access, _ sentence: String) -> HTTPFields {
    var headers: HTTPFields = [.cacheControl: "private, max-age=0"]
    if let access { headers[access] = level.name }
    if let reason { headers[reason] = HeaderText.ascii(sentence) }
    return headers
  }

  private static func pass(_ level: Access, _ sentence: String) -> Response {
    Response(status: .ok, headers: headers(level, sentence))
  }

  private static func refuse(_ sentence: String, goTo address: String) -> Response {
    var headers = headers(.none, sentence)
    if let goTo { headers[goTo] = HeaderText.ascii(address) }
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.contentSecurityPolicy] = "default-src 'none'"
    let page = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Not yet</title></head>
      <body><h1>Not yet</h1><p>\(HeaderText.escaped(sentence))</p>
      <p><a href="\(HeaderText.escaped(address))">Go on from here</a></p></body></html>

      """
    return Response(status: .forbidden, headers: headers, body: .init(byteBuffer: ByteBuffer(string: page)))
  }
}

/// Sentences where only plain characters may stand.
enum HeaderText {
  private static let plain: [Unicode.Scalar: String] = [
    "“": "'", "”": "'", "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "×": "x", "\u{A0}": " ",
  ]

  /// Printable ASCII: quotation marks and dashes become plain ones, everything else outside a question mark.
  static func ascii(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        result.unicodeScalars.append(scalar)
      } else {
        result += plain[scalar] ?? "?"
      }
    }
    return result
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
