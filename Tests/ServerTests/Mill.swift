import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import Slipway
import Testing

@testable import Server

/// A server on a small programme: the one that the examples in `/openapi.json` speak of. Its clock stands still.
struct Mill: Sendable {
  let services: Services
  let clock: StepClock
  let tokens: [String: String]

  static let roles: [(account: String, role: AccountRole)] = [
    ("manager", .programmeManager), ("rosa", .rolloutManager), ("hanna", .departmentHead), ("pia", .participant),
    ("felix", .executive), ("gateway", .integration),
  ]

  static var document: String {
    get throws { try Interface.read().example(.post, "/api/v1/check")["document"].text ?? "" }
  }

  /// Starts a server, calls `test` and cleans up.
  static func run<Value>(
    _ setup: TestingSetup = .router, settings change: (inout Settings) -> Void = { _ in },
    _ test: @Sendable (Mill, any TestClientProtocol) async throws -> Value
  ) async throws -> Value {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("slipway-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var settings = Settings(dataFolder: path)
    change(&settings)
    var log = Logger(label: "test")
    log.logLevel = .critical
    let clock = StepClock(startingAt: .at("2026-03-20T10:00:00Z"))
    let services = try await Services.open(settings, clock: clock, log: log)
    let mill = Mill(services: services, clock: clock, tokens: try await furnish(services))
    let app = Application(router: try Site.router(services), logger: log)
    let value = try await app.test(setup) { try await test(mill, $0) }
    try services.close()
    return value
  }

  private static func furnish(_ services: Services) async throws -> [String: String] {
    let writer = services.writer
    let document = try Mill.document
    let receipt = try await writer.perform(ShowReceipt(document: document), as: .localOperator)
    _ = try await writer.perform(
      ApplyDocument(document: document, reason: "first", base: 0, receipt: receipt.digest), as: .localOperator)
    let people = try Interface.read().text(.post, "/api/v1/people")
    _ = try await writer.perform(ImportPeople(file: Array(people.utf8)), as: .localOperator)
    var tokens: [String: String] = [:]
    for (account, role) in roles + [("spare", .participant), ("scoped", .integration)] {
      let grant = GrantAccount(
        account: account, role: role, audiences: role == .departmentHead ? ["sellers"] : [],
        person: ["pia": "M001", "hanna": "M002", "spare": "M004"][account],
        systems: account == "scoped" ? ["till"] : [], kind: .token, lasting: .days(30))
      tokens[account] = try await writer.perform(grant, as: .localOperator).secret
    }
    return tokens
  }

  /// Everything that the first wave's gate asks for, and its approver's word.
  func makeReady() async throws {
    let writer = services.writer
    let list = try Interface.read().text(.post, "/api/v1/conditions")
    _ = try await writer.perform(ImportConditions(file: Array(list.utf8)), as: .localOperator)
    _ = try await writer.perform(Approve(subject: "release"), as: .account("rosa"))
    _ = try await writer.perform(Approve(subject: "first"), as: .account("rosa"))
  }

  /// The first morning on which the first wave may open.
  func reachOpening() async throws {
    clock.advance(to: .at("2026-03-30T08:00:00Z"))
    try await services.writer.tick()
  }
}

extension Timestamp {
  static func at(_ text: String) -> Timestamp { Timestamp(text: text) ?? Timestamp(milliseconds: 0) }
}

extension TestClientProtocol {
  func send(
    _ method: HTTPRequest.Method, _ uri: String, as token: String? = nil, json: String? = nil, type: String? = nil,
    headers: HTTPFields = [:]
  ) async throws -> TestResponse {
    var headers = headers
    if let token { headers[.authorization] = "Bearer \(token)" }
    if json != nil { headers[.contentType] = type ?? "application/json" }
    return try await executeRequest(
      uri: uri, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }
  var json: JSON { get throws { try JSON(text) } }
  /// The problem's code, from its type.
  var problem: String? { (try? json)?["type"].text?.split(separator: ":").last.map(String.init) }
}
