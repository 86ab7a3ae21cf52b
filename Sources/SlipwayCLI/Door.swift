import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Operations
import Server
import Slipway

/// Where a command goes: to the server that holds the folder, or to the folder itself.
struct Door {
  let data: String
  let token: String?
  /// The operator's list of executables, for when the folder is opened here.
  var allowed: String?

  func perform<Asked: UseCase>(_ asked: Asked, _ envelope: Envelope) async throws -> Asked.Reply {
    if let reply = try await askServer(asked, envelope) { return reply }
    return try await inside { services in try await services.writer.perform(asked, as: .localOperator, envelope) }
  }

  /// - Returns: nil where no server holds the folder.
  func askServer<Asked: UseCase>(_ asked: Asked, _ envelope: Envelope) async throws -> Asked.Reply? {
    let socket = data + "/slipway.sock"
    guard FileManager.default.fileExists(atPath: socket) else { return nil }
    return try await ask(asked, envelope, over: socket)
  }

  /// Opens the folder itself for as long as `act` takes.
  func inside<Answer>(_ act: (Services) async throws -> Answer) async throws -> Answer {
    var log = Logger(label: "slipway")
    log.logLevel = .error
    let settings = Settings(
      dataFolder: data, allowsLocalTargets: true, allowed: try AllowedOption.read(allowed))
    let services = try await Services.open(settings, clock: WallClock(), log: log)
    do {
      let answer = try await act(services)
      try services.close()
      return answer
    } catch {
      try? services.close()
      throw error
    }
  }

  /// - Returns: nil when nobody listens: the socket is what a crash left behind.
  private func ask<Asked: UseCase>(_ asked: Asked, _ envelope: Envelope, over socket: String) async throws -> Asked
    .Reply?
  {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    defer { client.shutdown { _ in } }
    guard let url = URL(httpURLWithSocketPath: socket, uri: "/use/\(Asked.name)") else { return nil }
    var request = HTTPClientRequest(url: url.absoluteString)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "Accept", value: "application/json")
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    let parcel = SocketDoor.Parcel(envelope: envelope, asked: asked)
    request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(parcel)))
    let response: HTTPClientResponse
    do {
      response = try await client.execute(request, timeout: Door.longest(for: asked))
    } catch let error as IOError where error.errnoCode == ECONNREFUSED || error.errnoCode == ENOENT {
      return nil
    } catch {
      throw Problem(
        .storeUnavailable, "The server holds \(data) and did not answer: \(error).",
        remedy: "Whether the command happened is not known. Look at slipway journal show before sending it again.")
    }
    let body = Data(try await response.body.collect(upTo: 256_000_000).readableBytesView)
    if response.status == .ok { return try JSONDecoder().decode(Asked.Reply.self, from: body) }
    throw try JSONDecoder().decode(Refusal.self, from: body).problem
  }

  /// What asks outside takes as long as that takes.
  private static func longest(for asked: any UseCase) -> TimeAmount {
    asked is DryRun || asked is RunWork ? .hours(1) : .seconds(120)
  }

  /// A problem document as the socket sends it.
  private struct Refusal: Decodable {
    var type: String
    var detail: String
    var remedy: String
    var findings: [Problem.Finding]

    var problem: Problem {
      let code = type.split(separator: ":").last.flatMap { Problem.Code(rawValue: String($0)) } ?? .storeUnavailable
      return Problem(code, detail, remedy: remedy, findings: findings)
    }
  }
}
