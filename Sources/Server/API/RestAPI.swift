import HTTPTypes
import Hummingbird
import Operations
import Slipway

/// The interface for programs under `/api/v1`. A handler makes a use case of a request and JSON of its reply; what may
/// be done is decided where it is performed.
struct RestAPI {
  static let root: RouterPath = "api/v1"

  private let group: RouterGroup<AppContext>
  private let services: Services

  static func add(to router: Router<AppContext>, _ services: Services) {
    OpenAPIDocument.add(to: router)
    let api = RestAPI(group: router.group(root), services: services)
    api.addDocuments()
    api.addReading()
    api.addPlanning()
    api.addProving()
    api.addEvidence()
    api.addRuns()
    api.addConsenting()
    api.addMoving()
    api.addPeople()
    api.addTraining()
    api.addAccounts()
    api.addJournal()
  }

  /// Registers one route.
  ///
  /// - Parameter translate: reads the request; called only for somebody who is signed in.
  func on<Asked: UseCase>(
    _ method: HTTPRequest.Method, _ path: RouterPath,
    _ translate: @escaping @Sendable (Asking) async throws -> Asked
  ) {
    answer(method, path) { asking in try await asking.perform(try await translate(asking)) }
  }

  /// Registers a route whose body says which use case is meant.
  ///
  /// - Parameter answering: called only for somebody who is signed in.
  func answer(
    _ method: HTTPRequest.Method, _ path: RouterPath,
    _ answering: @escaping @Sendable (Asking) async throws -> Response
  ) {
    let services = services
    group.on(path, method: method) { request, context in
      _ = try context.actor()
      return try await answering(Asking(request, context, services))
    }
  }
}

extension Asking {
  /// Does a use case as whoever asks, and answers with its reply.
  func perform(_ asked: some UseCase) async throws -> Response {
    try JSONAnswer.response(try await services.writer.perform(asked, as: context.actor(), try envelope()))
  }
}
