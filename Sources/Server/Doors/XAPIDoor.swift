import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Operations
import Slipway

/// Where learning systems report what people completed: the part of the Experience API 1.0.3 that they send to.
///
/// They sign in by Basic authentication with one of our tokens as password, whatever the name; a bearer token does, too.
struct XAPIDoor: Sendable {
  let services: Services

  static let version = "1.0.3"
  private static let header = "X-Experience-API-Version"

  func add(to router: Router<AppContext>) {
    let group = router.group("xapi")
    group.get("about") { _, _ in
      Self.marked(try JSONAnswer.response(["version": [Self.version]]))
    }
    group.post("statements") { request, context in
      try await answering(request, context) { asking in
        let reading = try XAPIReading(try await Self.body(asking), newID: { UUID().uuidString.lowercased() })
        try await take(reading, asking)
        return try JSONAnswer.response(reading.ids)
      }
    }
    group.put("statements") { request, context in
      try await answering(request, context) { asking in
        guard let id = asking.query("statementId"), UUID(uuidString: id) != nil else {
          throw Problem(
            .malformedRequest, "Which statement is it?", remedy: "Add ?statementId= and the statement's UUID.")
        }
        try await take(try XAPIReading(try await Self.body(asking), only: id, newID: { id }), asking)
        return Response(status: .noContent)
      }
    }
  }

  private static func body(_ asking: Asking) async throws -> [UInt8] {
    try await asking.bytes(upTo: XAPIReading.largestBody)
  }

  private func take(_ reading: XAPIReading, _ asking: Asking) async throws {
    let actor = try asking.context.actor()
    guard case .account(let account) = actor else { return }
    let report = ReportCompletions(reports: reading.reports, source: account.text)
    let reply = try await services.writer.perform(report, as: actor, try asking.envelope())
    if reply.ofNobody + reply.ofNoLesson > 0 {
      services.log.warning(
        "completions could not be placed",
        metadata: [
          "account": "\(account)", "of nobody": "\(reply.ofNobody)", "of no lesson": "\(reply.ofNoLesson)",
          "taken": "\(reply.taken)",
        ])
    }
  }

  // MARK: Around every answer

  private func answering(
    _ request: Request, _ context: AppContext, _ answer: (Asking) async throws -> Response
  ) async throws -> Response {
    do {
      let asking = Asking(request, try signedIn(request, context), services)
      try Self.requireVersion(request)
      return Self.marked(try await answer(asking))
    } catch let problem as Problem {
      var response = ProblemMiddleware.document(problem, ProblemMiddleware.status(problem.code))
      if problem.code == .notSignedIn { response.headers[.wwwAuthenticate] = "Basic realm=\"Slipway\"" }
      return Self.marked(response)
    }
  }

  /// - Throws: `.notSignedIn` where neither a password nor anything else says who it is.
  private func signedIn(_ request: Request, _ context: AppContext) throws -> AppContext {
    var context = context
    if let password = Self.password(request) {
      let account = try services.doorkeeper.account(bearing: password, kind: .token, now: services.wall)
      context.visitor = Visitor(account: account, byCookie: false)
    }
    _ = try context.actor()
    return context
  }

  /// What follows the first colon of `Authorization: Basic …`.
  private static func password(_ request: Request) -> String? {
    guard let header = request.headers[.authorization], header.lowercased().hasPrefix("basic "),
      let data = Data(base64Encoded: header.dropFirst(6).trimmingCharacters(in: .whitespaces)),
      let pair = String(data: data, encoding: .utf8), let colon = pair.firstIndex(of: ":")
    else { return nil }
    return String(pair[pair.index(after: colon)...])
  }

  private static func requireVersion(_ request: Request) throws(Problem) {
    let given = HTTPField.Name(header).flatMap { request.headers[$0] }
    guard given == "1.0" || given?.hasPrefix("1.0.") ?? false else {
      throw Problem(
        .malformedRequest,
        given.map { "Version “\($0.prefix(20))” of the Experience API is not spoken here." }
          ?? "The header \(header) is missing.",
        remedy: "Send \(header): \(version).")
    }
  }

  private static func marked(_ response: Response) -> Response {
    var response = response
    if let name = HTTPField.Name(header) { response.headers[name] = version }
    return response
  }
}
