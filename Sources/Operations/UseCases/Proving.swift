import Scheduling
package import Slipway

/// Runs what observes a thing, now: a component's probe, a test, or the run that completes a work item.
package struct RunWork: UseCase {
  package static let name = "run"
  package var subject: String

  package init(subject: String) { self.subject = subject }

  package var action: Action { .runWork }

  package struct Reply: Codable, Sendable {
    package var subject: String
    package var passed: Bool
    package var detail: String
    /// What was expected and what came, where it failed.
    package var difference: String?
    package var sequence: Int
  }

  package func work(_ turn: Turn) throws -> [Work] { [try resolve(turn)] }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let work = try resolve(turn)
    guard let finding = findings.first else {
      throw Problem(.malformedRequest, "A run is not part of the past.", remedy: "Leave the time out.")
    }
    var attachments: [Attachment] = []
    if let output = finding.output, !output.isEmpty {
      attachments = [try Attaching.keep(Array(output.utf8), named: "output.txt", type: Attaching.text, turn)]
    }
    let evidence = Watchman.observed(
      work, finding, try turn.status().programme, at: turn.now, attachments: attachments)
    return Outcome([.evidence(evidence)]) { turn in
      Reply(
        subject: work.subject.text, passed: finding.passed, detail: finding.detail, difference: finding.difference,
        sequence: turn.state.evidence[work.subject]?.latest.sequence ?? 0)
    }
  }

  private func resolve(_ turn: Turn) throws -> Work {
    let implementation = try turn.status().programme.implementation
    func component(_ id: Key<Component>) -> Work? {
      implementation.components.first { $0.id == id }.map {
        Work(subject: .component($0.id), deed: .probe($0.probe))
      }
    }
    func test(_ id: Key<TestCase>) throws(Problem) -> Work? {
      guard let test = implementation.tests.first(where: { $0.id == id }) else { return nil }
      switch test.source {
      case .steps(let steps): return Work(subject: .test(id), deed: .script(steps))
      case .report:
        throw Problem(
          .wrongPhase, "“\(test.name)” is run by another program, and its report is imported.",
          remedy: "Run it there, then: slipway import tests REPORT.xml")
      case .witnessed:
        throw Problem(
          .wrongPhase, "“\(test.name)” is gone through by one person and confirmed by another.",
          remedy: "Use: slipway perform \(id)")
      }
    }
    if let item = implementation.items.first(where: { $0.id.text == subject }) {
      switch item.completion {
      case .component(let id): if let work = component(id) { return work }
      case .test(let id): if let work = try test(id) { return work }
      case .attestation, .approval, .dataObject, .lesson:
        throw Problem(
          .wrongPhase, "“\(item.name)” is not run: it is completed by \(Proving.completion(item)).",
          remedy: "Use attest or approve, or let its people take the lesson.")
      }
    }
    if let work = try component(Key(subject)) ?? test(Key(subject)) { return work }
    if let system = try turn.status().programme.systems.first(where: { "dark:\($0.id)" == subject }),
      let step = system.refuses
    {
      guard turn.state.firstAdmission == nil else {
        throw Problem(
          .wrongPhase, "People are let into \(system.name) already; it is live and no longer dark.",
          remedy: "Whether it refuses somebody is shown by slipway why PERSON.")
      }
      return Work(subject: .dark(system.id), deed: .probe(.http(step)))
    }
    let known =
      implementation.components.map(\.id.text) + implementation.tests.map(\.id.text)
    let hint = Nearest.to(subject, among: known).map { "Did you mean “\($0)”?" }
    throw Problem(
      .unknownSubject, "Nothing that can be run is called “\(subject)”.",
      remedy: hint ?? "Run one of: \(known.joined(separator: ", ")).")
  }
}

/// Somebody's word on what only people can see: an item by attestation, a data object signed by its owner.
package struct Attest: UseCase {
  package static let name = "attest"
  package var subject: String
  package var verdict: Evidence.Verdict
  package var detail: String
  package var validFor: Span?
  package var files: [NamedFile]

  package init(
    subject: String, verdict: Evidence.Verdict, detail: String, validFor: Span? = nil, files: [NamedFile] = []
  ) {
    self.subject = subject
    self.verdict = verdict
    self.detail = detail
    self.validFor = validFor
    self.files = files
  }

  package var action: Action { .attest }

  package struct Reply: Codable, Sendable {
    package var subject: String
    package var verdict: Evidence.Verdict
    package var sequence: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    if Consent.isBlank(detail) {
      throw Problem(.malformedRequest, "Evidence says what was seen.", remedy: "Describe it in a line.")
    }
    let subject = try resolve(turn)
    let attachments = try NamedFile.keep(files, turn)
    let evidence = Evidence(
      subject: subject, verdict: verdict, kind: .attested, expires: validFor.map { turn.now + $0 },
      detail: String(detail.prefix(400)), attachments: attachments.isEmpty ? nil : attachments)
    return Outcome([.evidence(evidence)]) { turn in
      Reply(
        subject: subject.text, verdict: verdict, sequence: turn.state.evidence[subject]?.latest.sequence ?? 0)
    }
  }

  private func resolve(_ turn: Turn) throws -> EvidenceSubject {
    let implementation = try turn.status().programme.implementation
    if let item = implementation.items.first(where: { $0.id.text == subject }) {
      // An item that a run completes may be reported begun, and never done.
      if item.completion == .attestation || verdict == .started { return .item(item.id) }
      throw Problem(
        .observedOnly, "“\(item.name)” is completed by \(Proving.completion(item)), not by anybody's word.",
        remedy: Proving.remedy(item))
    }
    if let object = implementation.dataObjects.first(where: { $0.id.text == subject }) {
      try mustOwn(object, turn)
      return .dataObject(object.id)
    }
    if let test = implementation.tests.first(where: { $0.id.text == subject }), case .witnessed = test.source {
      throw Problem(
        .observedOnly, "“\(test.name)” is gone through by one person and confirmed by another.",
        remedy: "Use: slipway perform \(test.id)")
    }
    let observed = implementation.components.map(\.id.text) + implementation.tests.map(\.id.text)
    if observed.contains(subject) {
      throw Problem(
        .observedOnly, "“\(subject)” is observed by a run, not by anybody's word.",
        remedy: "Run it: slipway run \(subject)")
    }
    let known = implementation.items.map(\.id.text) + implementation.dataObjects.map(\.id.text)
    let hint = Nearest.to(subject, among: known).map { "Did you mean “\($0)”?" }
    throw Problem(
      .unknownSubject, "Nothing that can be attested is called “\(subject)”.",
      remedy: hint ?? "Attest one of: \(known.joined(separator: ", ")).")
  }
}

extension Attest {
  /// Only the owner's own word says that data arrived whole, and only once machines have found nothing wrong.
  private func mustOwn(_ object: DataObject, _ turn: Turn) throws(Problem) {
    guard turn.proof.actor == .account(Key(object.owner)) else {
      throw Problem(
        .notAllowed, "“\(object.name)” is signed for by \(object.owner), and by nobody else.",
        remedy: "Ask \(object.owner) to sign, or name another owner in the document.")
    }
    guard object.isLoaded, verdict == .passed else { return }
    let load = try turn.judge().load(object.id)
    guard load.standing == .met else {
      let why = load.explanations.map(Catalogue.sentence).joined(separator: " ")
      throw Problem(
        .wrongPhase, "“\(object.name)” cannot be signed for yet. \(why)",
        remedy: "Load it until its totals agree and nothing is rejected, then sign.")
    }
  }
}

/// What somebody reports about an audience. Stands beside the evidence and changes nothing.
package struct ReportClaim: UseCase {
  package static let name = "claim"
  package var audience: String
  package var colour: Claim.Colour

  package init(audience: String, colour: Claim.Colour) {
    self.audience = audience
    self.colour = colour
  }

  package var action: Action { .claim(Key(audience)) }

  package struct Reply: Codable, Sendable {
    package var verdict: String
    package var contradiction: String?
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    let index = try Audiences.index(audience, turn)
    let id = try turn.status().programme.audiences[index].id
    return Outcome([.claimed(Claim(audience: id, colour: colour))]) { turn in
      let gate = try turn.status().gates[index]
      return Reply(verdict: gate.verdict.rawValue, contradiction: gate.contradiction.map(Catalogue.sentence))
    }
  }
}

/// A vendor's date, or that the delivery came.
package struct RecordPromise: UseCase {
  package static let name = "promise"
  package var promise: Promise

  package init(promise: Promise) { self.promise = promise }

  /// Dates as text, `2026-03-02`.
  package init(item: String, promised: String, received: String? = nil) throws(Problem) {
    func date(_ text: String) throws(Problem) -> CivilDate {
      guard let date = CivilDate(text) else {
        throw Problem(
          .malformedRequest, "“\(text.prefix(60))” is no date.", remedy: "Write a date such as 2026-03-02.")
      }
      return date
    }
    var arrived: CivilDate?
    if let received { arrived = try date(received) }
    promise = Promise(item: Key(item), promised: try date(promised), received: arrived)
  }

  package var action: Action { .attest }

  package struct Reply: Codable, Sendable {
    package var promises: Int
  }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<Reply> {
    guard
      let item = try turn.status().programme.implementation.items.first(where: { $0.id == promise.item }),
      item.externalOwner != nil
    else {
      throw Problem(
        .unknownSubject, "“\(promise.item)” is no item of an external owner.",
        remedy: "Give the item an external-owner in the document first.")
    }
    return Outcome([.promised(promise)]) { turn in Reply(promises: turn.state.promises[promise.item]?.count ?? 0) }
  }
}

enum Proving {
  /// What to do where an item is not completed by anybody's word.
  static func remedy(_ item: WorkItem) -> String {
    switch item.completion {
    case .approval: "Approve it: slipway approve \(item.id)"
    case .dataObject(let id): "Sign the data: slipway attest \(id)"
    case .lesson(let id, _): "Let its people take “\(id)”."
    case .attestation, .component, .test: "Run it: slipway run \(item.id)"
    }
  }

  static func completion(_ item: WorkItem) -> String {
    switch item.completion {
    case .attestation: "attestation"
    case .approval(let by): "the approval of \(Catalogue.list(by))"
    case .component(let id): "the probe of “\(id)”"
    case .test(let id): "the test “\(id)”"
    case .lesson(let id, _): "its people passing “\(id)”"
    case .dataObject(let id): "the signature on “\(id)”"
    }
  }
}

enum Audiences {
  static func index(_ text: String, _ turn: Turn) throws(Problem) -> Int {
    let audiences = try turn.status().programme.audiences
    if let index = audiences.firstIndex(where: { $0.id.text == text }) { return index }
    let hint = Nearest.to(text, among: audiences.map(\.id.text)).map { "Did you mean “\($0)”?" }
    throw Problem(
      .unknownSubject, "There is no audience “\(text)”.",
      remedy: hint ?? "Name one of: \(audiences.map(\.id.text).joined(separator: ", ")).")
  }
}
