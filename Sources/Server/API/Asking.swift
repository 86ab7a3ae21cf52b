import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Slipway

/// One request on its way to becoming a use case: its parts, read within limits.
struct Asking: Sendable {
  let request: Request
  let context: AppContext
  let services: Services

  init(_ request: Request, _ context: AppContext, _ services: Services) {
    self.request = request
    self.context = context
    self.services = services
  }

  enum Limit {
    static let json = 1_048_576
    static let document = 4_194_304
    static let list = 20_971_520
    static let report = 16_000_000
    /// Files in base 64 within JSON.
    static let files = 12_582_912
  }

  /// How the use case is asked for: in which programme, as of when, under which key.
  func envelope() throws -> Envelope {
    let isReading = request.method == .get
    return Envelope(
      programme: try query("programme") ?? home(), at: isReading ? try moment("at") : nil,
      key: isReading ? nil : try key())
  }

  /// The programme that the visitor's account was made in, for whoever does not say which is meant.
  private func home() throws -> String? {
    try context.visitor.flatMap { try services.doorkeeper.home(of: $0.account)?.text }
  }

  private func key() throws(Problem) -> String? {
    guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else { return nil }
    guard (1...200).contains(key.utf8.count) else {
      throw Problem(.malformedRequest, "An idempotency key has 1 to 200 characters.", remedy: "Use a UUID.")
    }
    return key
  }

  // MARK: Address

  /// A part of the path, decoded.
  func part(_ name: String) throws -> String {
    let raw = try context.parameters.require(name)
    return raw.removingPercentEncoding ?? raw
  }

  func number(_ name: String) throws -> Int {
    let text = try part(name)
    guard let number = Int(text), number >= 1 else {
      throw Problem(.malformedRequest, "“\(text.prefix(40))” is no number from 1 on.", remedy: "Give a whole number.")
    }
    return number
  }

  func query(_ name: String) -> String? {
    request.uri.queryParameters.get(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  func flag(_ name: String) throws(Problem) -> Bool {
    switch request.uri.queryParameters.get(name) {
    case nil, "false": return false
    case "true", "": return true
    case .some(let text): throw Asking.refused(name, text, "true or false")
    }
  }

  func integer(_ name: String) throws(Problem) -> Int? {
    guard let text = query(name) else { return nil }
    guard let number = Int(text) else { throw Asking.refused(name, text, "a whole number") }
    return number
  }

  func moment(_ name: String) throws(Problem) -> Timestamp? {
    guard let text = query(name) else { return nil }
    guard let moment = Timestamp(text: text) else {
      throw Asking.refused(name, text, "a time such as 2026-03-02T09:00:00Z")
    }
    return moment
  }

  private static func refused(_ name: String, _ text: String, _ wanted: String) -> Problem {
    Problem(.malformedRequest, "“\(name)” cannot be “\(text.prefix(60))”.", remedy: "It is \(wanted).")
  }

  // MARK: Body

  func json<Body: Decodable>(_ type: Body.Type, upTo limit: Int = Limit.json) async throws -> Body {
    try require(["application/json"])
    return try JSONDecoder().decode(type, from: Data(try await bytes(upTo: limit)))
  }

  func csv() async throws -> [UInt8] {
    try require(["text/csv", "text/plain", "application/octet-stream"])
    return try await bytes(upTo: Limit.list)
  }

  func xml() async throws -> [UInt8] {
    try require(["application/xml", "text/xml"])
    return try await bytes(upTo: Limit.report)
  }

  private func require(_ wanted: [String]) throws {
    let type = request.headers[.contentType]?.split(separator: ";").first
    let plain = type.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    guard let plain, wanted.contains(plain) else {
      throw HTTPError(
        .unsupportedMediaType, message: "This takes \(wanted[0]), not \(plain ?? "a body without a type").")
    }
  }

  func bytes(upTo limit: Int) async throws -> [UInt8] {
    do {
      return Array(try await request.body.collect(upTo: limit).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Problem(.tooLarge, "The body is larger than \(limit) bytes.", remedy: "Send it in parts.")
    }
  }
}
