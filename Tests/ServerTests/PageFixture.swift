import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import Server
import Slipway
import Testing

/// The example programme with its people, served from a folder of its own, and the accounts its pages are for.
struct PageFixture: Sendable {
  let services: Services
  let clock: StepClock
  private let folder: String

  static let hostileName = "<script>alert(1)</script> & \"Sons\""

  /// Runs `body` against a site of its own, then leaves nothing behind.
  ///
  /// - Parameter document: another programme than the example; its people are `people`.
  static func run(
    _ document: String? = nil, people: String = "",
    _ body: @Sendable (PageFixture, any TestClientProtocol) async throws -> Void
  ) async throws {
    let fixture = try await PageFixture(document, people)
    defer { try? FileManager.default.removeItem(atPath: fixture.folder) }
    let app = Application(router: try Site.router(fixture.services))
    try await app.test(.router) { client in try await body(fixture, client) }
    try fixture.services.close()
  }

  private init(_ document: String?, _ people: String) async throws {
    folder = NSTemporaryDirectory() + "slipway-pages-\(UUID().uuidString)"
    guard let start = Timestamp(text: "2026-03-02T09:00:00Z") else { throw Problem(.malformedRequest, "", remedy: "") }
    clock = StepClock(startingAt: start)
    services = try await Services.open(
      Settings(dataFolder: folder), clock: clock, log: Logger(label: "pages") { _ in SwiftLogNoOpLogHandler() })
    if let document {
      try await apply(document)
      _ = try await services.writer.perform(ImportPeople(file: Array(people.utf8)), as: .localOperator)
    } else {
      try await prepare()
    }
  }

  private func apply(_ document: String) async throws {
    let receipt = try await services.writer.perform(ShowReceipt(document: document), as: .localOperator)
    _ = try await services.writer.perform(
      ApplyDocument(document: document, reason: "first", receipt: receipt.digest), as: .localOperator)
  }

  private func prepare() async throws {
    let writer = services.writer
    try await apply(PageFixture.example("programme.yaml"))
    let hostile = PageFixture.hostileName.replacingOccurrences(of: "\"", with: "\"\"")
    let list =
      try PageFixture.example("people.csv")
      + "B999,\"\(hostile)\",b999@brightwater.example,b999,employee,finance,harbour-street,accountant,"
      + "brightwater-supplies,GB,B001,en,yes,100,2014-03-01,\n"
    _ = try await writer.perform(ImportPeople(file: Array(list.utf8)), as: .localOperator)
    _ = try await writer.perform(ReportClaim(audience: "finance", colour: .green), as: .localOperator)
  }

  private static func example(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("examples/ledger/\(name)"), encoding: .utf8)
  }

  func person(_ personnel: String) async throws -> Int {
    try await services.writer.perform(Why(person: personnel), as: .localOperator).number
  }

  /// Grants an account and comes in through its link.
  func visitor(
    _ account: String, _ role: AccountRole, audiences: [String] = [], person: String? = nil,
    _ client: any TestClientProtocol
  ) async throws -> PageVisitor {
    let granted = try await services.writer.perform(
      GrantAccount(account: account, role: role, audiences: audiences, person: person), as: .localOperator)
    let answer = try await client.execute(uri: "/enter/\(granted.secret)", method: .post) { $0 }
    return PageVisitor(client: client, cookie: try #require(PageVisitor.cookie(answer)))
  }
}

/// Somebody signed in, with their browser.
struct PageVisitor: Sendable {
  let client: any TestClientProtocol
  let cookie: String

  func get(_ address: String) async throws -> TestResponse {
    try await client.execute(uri: address, method: .get, headers: [.cookie: cookie]) { $0 }
  }

  func post(_ address: String, _ fields: [(String, String)]) async throws -> TestResponse {
    let text = fields.map { "\(PageVisitor.encode($0.0))=\(PageVisitor.encode($0.1))" }.joined(separator: "&")
    var headers: HTTPFields = [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"]
    if let site = HTTPField.Name("Sec-Fetch-Site") { headers[site] = "same-origin" }
    return try await client.execute(uri: address, method: .post, headers: headers, body: ByteBuffer(string: text)) {
      $0
    }
  }

  static func cookie(_ response: TestResponse) -> String? {
    response.headers[.setCookie].flatMap { $0.split(separator: ";").first.map { String($0) } }
  }

  private static func encode(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

extension TestResponse {
  var page: String { String(buffer: body) }
}
