package import Slipway

/// A manual acceptance script: what to do, what must happen, and how it went last.
package struct ShowScript: UseCase {
  package static let name = "script"
  package var test: String

  package init(test: String) { self.test = test }

  package var action: Action { .seeProgramme }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<ScriptView> {
    let view = try Scripts.view(Scripts.find(test, turn), turn)
    return Outcome { _ in view }
  }
}

/// One person goes through a script and says of every line what happened. It counts once somebody else confirms it.
package struct PerformScript: UseCase {
  package static let name = "perform"
  package var test: String
  package var lines: [ScriptPerformance.Line]
  package var files: [NamedFile]

  package init(test: String, lines: [ScriptPerformance.Line], files: [NamedFile] = []) {
    self.test = test
    self.lines = lines
    self.files = files
  }

  package var action: Action { .attest }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<ScriptView> {
    let script = try Scripts.find(test, turn)
    let account = try Scripts.name(turn)
    guard lines.count == script.lines.count else {
      throw Problem(
        .malformedRequest, "“\(script.test.name)” has \(script.lines.count) lines, and \(lines.count) are told.",
        remedy: "Say of every line whether it passed.")
    }
    if let place = lines.firstIndex(where: { !$0.passed && Consent.isBlank($0.note ?? "") }) {
      throw Problem(
        .malformedRequest, "Line \(place + 1) failed, and nothing says what happened.", remedy: "Describe it in a line."
      )
    }
    let attachments = try NamedFile.keep(files, turn)
    let told = lines.map { line in
      ScriptPerformance.Line(
        passed: line.passed, note: line.note.flatMap { Consent.isBlank($0) ? nil : String($0.prefix(400)) })
    }
    let passed = told.count(where: \.passed)
    let evidence = Evidence(
      subject: .test(script.test.id), verdict: .started, kind: .attested,
      detail: "gone through by \(account): \(passed) of \(told.count) lines passed; not confirmed yet",
      attachments: attachments.isEmpty ? nil : attachments)
    return Outcome([
      .scriptPerformed(ScriptPerformance(test: script.test.id, lines: told, attachments: attachments)),
      .evidence(evidence),
    ]) { turn in try Scripts.view(script, turn) }
  }
}

/// A second person says whether what the first one saw is right. Only then does the script count.
package struct ConfirmScript: UseCase {
  package static let name = "witness"
  package var test: String
  package var agrees: Bool
  package var note: String?

  package init(test: String, agrees: Bool, note: String? = nil) {
    self.test = test
    self.agrees = agrees
    self.note = note
  }

  package var action: Action { .attest }

  package func decide(_ turn: Turn, findings: [Finding]) throws -> Outcome<ScriptView> {
    let script = try Scripts.find(test, turn)
    let account = try Scripts.name(turn)
    guard let performed = turn.state.performances[script.test.id], try turn.judge().awaitsWitness(script.test.id) else {
      throw Problem(
        .wrongPhase, "Nobody has gone through “\(script.test.name)” since it was last confirmed.",
        remedy: "Go through it first: slipway perform \(script.test.id)")
    }
    guard case .account(let performer) = performed.by, !Scripts.isOne(performer, account, turn) else {
      throw Problem(
        .mayNotApprove, "Whoever went through “\(script.test.name)” cannot confirm it.",
        remedy: "Let another person confirm it with an account of their own.")
    }
    guard performed.body.lines.count == script.lines.count else {
      throw Problem(
        .wrongPhase, "The script “\(script.test.name)” has changed since it was gone through.",
        remedy: "Go through it again: slipway perform \(script.test.id)")
    }
    let said = note.flatMap { Consent.isBlank($0) ? nil : $0 }
    if !agrees, said == nil {
      throw Problem(.malformedRequest, "It is not confirmed, and nothing says why.", remedy: "Describe it in a line.")
    }
    let evidence = Scripts.evidence(
      script, performed.body, by: performer, and: account, agrees: agrees, note: said, at: turn.now)
    return Outcome([.evidence(evidence)]) { turn in try Scripts.view(script, turn) }
  }
}

enum Scripts {
  struct Script {
    var test: TestCase
    var lines: [TestCase.ScriptLine]
  }

  static func find(_ text: String, _ turn: Turn) throws(Problem) -> Script {
    let tests = try turn.status().programme.implementation.tests
    let scripts = tests.compactMap { test in
      if case .witnessed(let lines) = test.source { Script(test: test, lines: lines) } else { nil }
    }
    if let script = scripts.first(where: { $0.test.id.text == text }) { return script }
    if tests.contains(where: { $0.id.text == text }) {
      throw Problem(
        .observedOnly, "“\(text)” is observed by a run, not gone through by people.",
        remedy: "Run it, or import the report of the program that does.")
    }
    let known = scripts.map(\.test.id.text)
    let hint = Nearest.to(text, among: known).map { "Did you mean “\($0)”?" }
    throw Problem(
      .unknownSubject, "There is no script “\(text.prefix(80))”.",
      remedy: hint ?? (known.isEmpty ? "The document has none." : "Name one of: \(known.joined(separator: ", "))."))
  }

  /// Both names of a script are accounts; somebody at the machine without one is neither.
  static func name(_ turn: Turn) throws(Problem) -> Key<Account> {
    guard case .account(let account) = turn.proof.actor else {
      throw Problem(
        .mayNotApprove, "The local operator may neither go through a script nor confirm one.",
        remedy: "Do it with an account of your own: set SLIPWAY_TOKEN to its token and run the server.")
    }
    return account
  }

  /// Two accounts of one person are one name.
  static func isOne(_ first: Key<Account>, _ second: Key<Account>, _ turn: Turn) -> Bool {
    if first == second { return true }
    guard let person = turn.state.accounts[first]?.person else { return false }
    return turn.state.accounts[second]?.person == person
  }

  static func evidence(
    _ script: Script, _ performance: ScriptPerformance, by performer: Key<Account>, and witness: Key<Account>,
    agrees: Bool, note: String?, at now: Timestamp
  ) -> Evidence {
    let passed = performance.lines.count(where: \.passed)
    let count = "\(passed) of \(performance.lines.count) lines passed"
    let told = note.map { ": \($0)" } ?? ""
    let detail =
      agrees
      ? "\(count), gone through by \(performer), confirmed by \(witness)\(told)"
      : "gone through by \(performer), not confirmed by \(witness)\(told)"
    let wrong = zip(script.lines, performance.lines).enumerated().filter { !$0.element.1.passed }.map { place, pair in
      "\(place + 1). \(pair.0.action)\nexpected: \(pair.0.expected)\ngot: \(pair.1.note ?? "")"
    }
    let difference = wrong.isEmpty ? nil : String(wrong.joined(separator: "\n").prefix(2_000))
    return Evidence(
      subject: .test(script.test.id), verdict: agrees && passed == performance.lines.count ? .passed : .failed,
      kind: .attested, expires: now + script.test.expires, detail: String(detail.prefix(400)),
      report: difference.map { RunReport(what: "script", began: now, milliseconds: 0, difference: $0) },
      attachments: performance.attachments.isEmpty ? nil : performance.attachments)
  }

  static func view(_ script: Script, _ turn: Turn) throws -> ScriptView {
    let judge = try turn.judge()
    let found = judge.test(script.test.id)
    let awaits = judge.awaitsWitness(script.test.id)
    let performed = turn.state.performances[script.test.id]
    let mayAttest = turn.proof.grant.map { Permissions.allows($0, .attest) { _ in nil } } ?? false
    var mayConfirm = false
    if awaits, mayAttest, case .account(let account) = turn.proof.actor, case .account(let performer)? = performed?.by {
      mayConfirm = !isOne(performer, account, turn)
    }
    return ScriptView(
      test: script.test.id.text, name: script.test.name, covers: script.test.covers.map(\.text),
      lines: script.lines.enumerated().map {
        ScriptView.Line(number: $0 + 1, action: $1.action, expected: $1.expected)
      },
      standing: found.standing.rawValue, sentences: found.explanations.map(Catalogue.sentence),
      performance: try performed.map { performed in
        let entry = Entry(
          sequence: performed.sequence, programme: turn.state.programme, at: performed.at, actor: performed.by,
          fact: .scriptPerformed(performed.body))
        return try ScriptView.Performance(entry, performed.body, turn)
      }, awaitsWitness: awaits, mayConfirm: mayConfirm, mayPerform: mayAttest)
  }
}
