import Hummingbird
import Operations
import Slipway

/// One visit of somebody signed in: what they ask for, and the way to ask the use cases on their behalf.
struct PageVisit: Sendable {
  let request: Request
  let context: AppContext
  let card: VisitorCard
  let query: Form
  /// The fields that were sent; empty on a reading visit.
  let form: Form
  /// The files that came with them.
  let files: [NamedFile]
  private let writer: Writer
  private let programme: String?

  private static let largestForm = 262_144
  /// Every file that may come at once, and the fields beside them.
  private static let largestUpload = NamedFile.most * Attachment.limit + largestForm

  init(_ request: Request, _ context: AppContext, _ services: Services) async throws {
    let actor = try context.actor()
    let home: Key<Programme>? =
      if case .account(let account) = actor { try services.doorkeeper.home(of: account) } else { nil }
    writer = services.writer
    programme = home?.text
    card = try await writer.perform(LookUpVisitor(), as: actor, Envelope(programme: programme))
    query = Form(request.uri.query ?? "")
    if request.method == .post, let boundary = MultipartForm.boundary(request.headers[.contentType] ?? "") {
      let body = try await request.body.collect(upTo: PageVisit.largestUpload)
      let sent = MultipartForm(Array(body.readableBytesView), boundary: boundary)
      form = Form(sent.fields)
      files = sent.files.map(\.file)
    } else {
      form = request.method == .post ? try await PageVisit.form(request) : Form("")
      files = []
    }
    self.request = request
    self.context = context
  }

  /// - Throws: an `HTTPError` when the body is larger than any of our forms.
  static func form(_ request: Request) async throws -> Form {
    let buffer = try await request.body.collect(upTo: largestForm)
    return Form(String(buffer: buffer))
  }

  /// Does a use case as the visitor.
  func ask<Asked: UseCase>(_ asked: Asked, key: String? = nil) async throws -> Asked.Reply {
    let wanted = key.flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
    return try await writer.perform(asked, as: context.actor(), Envelope(programme: programme, key: wanted))
  }

  func parameter(_ name: String) -> String { context.parameters.get(name).map { String($0) } ?? "" }
}
