import Admission
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Slipway

/// OpenFeature's remote evaluation: one flag, all flags, and the stream that says when to ask again.
struct OFREPDoor: Sendable {
  let services: Services
  let scopes: AdmissionScope

  func add(to router: Router<AppContext>) {
    let group = router.group("ofrep/v1")
    group.post("evaluate/flags/{key}") { request, context in try await one(request, context) }
    group.post("evaluate/flags") { request, context in try await all(request, context) }
    group.get("stream") { request, context in try await stream(request, context) }
  }

  private func view(
    _ request: Request, _ context: AppContext
  ) async throws -> (
    table: AccessTable, scope: SystemScope, again: @Sendable () async throws -> (AccessTable, SystemScope)
  ) {
    let actor = try context.actor()
    let programme = try Asking(request, context, services).envelope().programme
    let scopes = scopes
    let found = try await scopes.view(for: actor, programme: programme)
    return (found.table, found.scope, { try await scopes.view(for: actor, programme: programme) })
  }

  private func one(_ request: Request, _ context: AppContext) async throws -> Response {
    let view = try await view(request, context)
    let key = try Asking(request, context, services).part("key")
    do {
      let asked = try await Self.read(request)
      return Self.response(OFREP.evaluate(key, for: asked, in: view.table, scope: view.scope))
    } catch let problem as OFREP.RequestProblem {
      return Self.response(OFREP.refusal(problem, key: key))
    }
  }

  private func all(_ request: Request, _ context: AppContext) async throws -> Response {
    let view = try await view(request, context)
    do {
      let asked = try await Self.read(request)
      let tag = view.table.etag(scope: view.scope, subject: asked.targetingKey)
      let headers: HTTPFields = [.eTag: tag, .cacheControl: "private, max-age=0"]
      let known = request.headers[.ifNoneMatch] ?? Asking(request, context, services).query("flagConfigEtag")
      if EntityTag.matches(known, tag) { return Response(status: .notModified, headers: headers) }
      let stream = OFREP.EventStream(url: services.settings.base + "/ofrep/v1/stream")
      return Self.response(
        OFREP.evaluateAll(for: asked, in: view.table, scope: view.scope, eventStream: stream), headers: headers)
    } catch let problem as OFREP.RequestProblem {
      return Self.response(OFREP.refusal(problem))
    }
  }

  /// Says that the answers changed; first of all on connecting, since nobody knows what was missed before.
  private func stream(_ request: Request, _ context: AppContext) async throws -> Response {
    let news = services.writer.bulletin.listen()
    let view = try await view(request, context)
    let first = view.table.etag(scope: view.scope)
    return EventStream.response(
      news, opening: EventStream.Event("message", Self.refetch(first, services.clock.now()))
    ) { news, sent in
      let (table, scope) = try await view.again()
      let tag = table.etag(scope: scope)
      let event = EventStream.Event("message", Self.refetch(tag, news.at))
      return sent?.data.contains(Self.quoted(tag)) ?? false ? nil : event
    }
  }

  private static func refetch(_ tag: String, _ at: Timestamp) -> String {
    "{\"type\":\"refetchEvaluation\",\"etag\":\(quoted(tag)),\"lastModified\":\"\(at)\"}"
  }

  private static func quoted(_ tag: String) -> String { "\"\(tag.replacing("\"", with: "\\\""))\"" }

  private static func read(_ request: Request) async throws -> OFREP.Request {
    do {
      let body = try await request.body.collect(upTo: OFREP.maximumBodyBytes)
      return try OFREP.Request(parsing: Array(body.readableBytesView))
    } catch is NIOTooManyBytesError {
      throw OFREP.RequestProblem.parseError("The body is too large.")
    }
  }

  private static func response(_ reply: OFREP.Reply, headers: HTTPFields = [.cacheControl: "private, max-age=0"])
    -> Response
  {
    JSONAnswer.response(bytes: reply.body, status: .init(code: reply.status), headers: headers)
  }
}
