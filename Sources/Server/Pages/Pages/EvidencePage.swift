import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Slipway

/// One piece of evidence: what ran, when, by whom or what, how it ended, and who stands on it.
struct EvidencePage: Sendable {
  let entry: Int
  let name: String
  let trail: String?
  let mark: Mark
  let standing: String
  let detail: String
  let at: Stamp?
  let by: String
  let kind: String
  let age: String
  let expires: Stamp?
  let isFlaky: Bool
  let difference: String?
  let what: String?
  let took: String?
  let exit: String?
  let run: Int?
  let attachments: [File]
  let supersedes: Int?
  let supersededBy: Int?
  let performance: ScriptPerformanceLines?
  let audiences: [Audience]
  let seesJournal: Bool

  struct File: Sendable {
    let name: String
    let size: String
    let digest: String
    let address: String
    let excerpt: String?
    let picture: Bool
    let isMissing: Bool
    let id: String
  }

  struct Audience: Sendable {
    let audience: String
    let name: String
    let criteria: String
  }

  init(_ view: EvidenceView, seesJournal: Bool) {
    entry = view.sequence
    name = view.name
    trail = view.subject.map { "/evidence?subject=\(Form.encode($0))" }
    mark = .evidence(view.verdict)
    standing = EvidencePage.standing(view)
    detail = view.detail
    at = Stamp(view.at)
    by = view.by
    kind = view.kind
    age = GatePage.age(view.ageMinutes)
    expires = Stamp(view.expires)
    isFlaky = view.isFlaky
    difference = view.difference
    what = view.report?.what
    took = view.report.flatMap { $0.milliseconds > 0 ? EvidencePage.duration($0.milliseconds) : nil }
    exit = view.report?.exit.map { "\($0)" }
    run = view.report?.run
    attachments = view.attachments.enumerated().map { File($1, id: "attachment-\($0 + 1)") }
    supersedes = view.supersedes
    supersededBy = view.supersededBy
    performance = view.script.map { ScriptPerformanceLines($0) }
    audiences = view.standsUnder.map {
      Audience(audience: $0.id, name: $0.name, criteria: $0.criteria.joined(separator: ", "))
    }
    self.seesJournal = seesJournal
  }

  private static func standing(_ view: EvidenceView) -> String {
    if view.counts { return "It counts now." }
    if view.subject == nil { return "No gate stands on it now." }
    if view.supersededBy != nil { return "Something newer on the same subject counts instead." }
    if view.verdict == "started" { return "It proves nothing yet: it says only that the work was begun." }
    return "It is too old and no longer counts."
  }

  static func duration(_ milliseconds: Int) -> String {
    switch milliseconds {
    case ..<1_000: "\(milliseconds) ms"
    case ..<120_000: "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    default: "\(milliseconds / 60_000) minutes"
    }
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_024 ? "\(bytes) bytes" : "\((bytes + 1_023) / 1_024) kB"
  }
}

extension EvidencePage.File {
  init(_ attached: EvidenceView.Attached, id: String) {
    self.init(
      name: attached.name, size: EvidencePage.size(attached.bytes), digest: attached.digest,
      address: "/attachments/\(attached.digest)", excerpt: attached.excerpt,
      picture: AttachmentKind.pictures.contains(attached.type) && !attached.isMissing, isMissing: attached.isMissing,
      id: id)
  }
}

/// Everything that was seen of one subject, the last first.
struct TrailPage: Sendable {
  let name: String
  let subject: String
  let mark: Mark
  let sentences: [String]
  let expires: Stamp?
  let count: Int
  let more: Int?
  /// Where the script is gone through, where it is one.
  let walk: String?
  let data: DataSheet?
  let pieces: [Piece]

  struct Piece: Sendable {
    let entry: Int
    let part: String?
    let mark: Mark
    let isFlaky: Bool
    let detail: String
    let at: Stamp?
    let by: String
    let kind: String
    let expires: Stamp?
    let counts: Bool
    let difference: String?
  }

  struct DataSheet: Sendable {
    let owner: String
    let totals: String?
    let load: Mark?
    let sentences: [String]
    let signature: String
  }

  init(_ reply: ShowEvidence.Reply) {
    name = reply.name
    subject = reply.subject
    mark = .standing(reply.standing)
    sentences = reply.sentences
    expires = Stamp(reply.expires)
    count = reply.count
    more = reply.count > reply.pieces.count ? reply.count - reply.pieces.count : nil
    walk =
      reply.pieces.contains { $0.script != nil } ? "/scripts/\(reply.subject.dropFirst("test:".count))" : nil
    data = reply.data.map { data in
      DataSheet(
        owner: data.owner, totals: data.totals.isEmpty ? nil : data.totals.joined(separator: ", "),
        load: data.load.map(Mark.standing), sentences: data.loadSentences,
        signature: data.isSigned
          ? "\(data.owner) has signed\(data.isLoaded ? " since the last load" : "")."
          : "\(data.owner) has not signed\(data.isLoaded ? " since the last load" : " yet").")
    }
    pieces = reply.pieces.map { piece in
      Piece(
        entry: piece.sequence, part: piece.subject == reply.subject ? nil : "load", mark: .evidence(piece.verdict),
        isFlaky: piece.isFlaky, detail: piece.detail, at: Stamp(piece.at), by: piece.by, kind: piece.kind,
        expires: Stamp(piece.expires), counts: piece.counts, difference: piece.difference)
    }
  }
}

extension PageRoutes {
  func addEvidence(to router: Router<AppContext>) {
    get(router, "evidence") { visit in
      guard !visit.query["subject"].isEmpty else { return PageAnswer.seeOther("/trace") }
      let reply = try await visit.ask(ShowEvidence(subject: visit.query["subject"]))
      return try show("evidence-trail", "Evidence on \(reply.name)", tab: .readiness, visit, body: TrailPage(reply))
    }
    get(router, "evidence/:sequence") { visit in
      guard let sequence = Int(visit.parameter("sequence")) else { throw HTTPError(.notFound) }
      let view = try await visit.ask(ShowEvidenceItem(sequence: sequence))
      let page = EvidencePage(view, seesJournal: visit.card.seesJournal)
      return try show("evidence", "Evidence \(view.sequence): \(view.name)", tab: .readiness, visit, body: page)
    }
    get(router, "attachments/:digest") { visit in
      PageAnswer.attachment(try await visit.ask(ShowAttachment(digest: visit.parameter("digest"))))
    }
  }
}

extension PageAnswer {
  /// Text and pictures are shown, as what they are by their bytes; everything else is saved. Nothing in it is run.
  static func attachment(_ reply: ShowAttachment.Reply) -> Response {
    let isShown = AttachmentKind.pictures.contains(reply.type) || reply.type.hasPrefix("text/plain")
    let ascii = String(reply.name.unicodeScalars.map { $0.isASCII ? Character($0) : "-" })
    var headers = HTTPFields()
    headers[.contentType] = isShown ? reply.type : AttachmentKind.unknown
    headers[.contentDisposition] =
      "\(isShown ? "inline" : "attachment"); filename=\"\(ascii)\"; filename*=UTF-8''\(Form.encode(reply.name))"
    headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.cacheControl] = "private, no-store"
    return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: reply.bytes)))
  }
}
