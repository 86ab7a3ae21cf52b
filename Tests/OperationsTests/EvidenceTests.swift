import Foundation
import Operations
import Slipway
import Testing

/// Every piece of evidence can be opened, with what was attached and what stands on it.
@Suite struct EvidenceTests {
  @Test func aPieceSaysWhatStandsOnIt() async throws {
    let shop = try await Shop.ready()
    let trail = try await shop.ask(ShowEvidence(subject: "install"))
    #expect(trail.subject == "component:app" && trail.standing == "met", "an item opens what completes it")
    let piece = try await shop.ask(ShowEvidenceItem(sequence: try #require(trail.pieces.first).sequence))
    #expect(piece.verdict == "passed" && piece.kind == "observed" && piece.counts && piece.report?.what == "probe")
    #expect(piece.standsUnder.map(\.id) == ["sellers", "bakers"])
    #expect(piece.standsUnder.allSatisfy { $0.criteria == ["infra"] })
  }

  /// Each criterion of each gate leads to evidence that can be opened.
  @Test func everythingAGateStandsOnCanBeOpened() async throws {
    let shop = try await Shop.ready()
    _ = try await shop.ask(CastVote(audience: "sellers", answer: .go), as: Shop.rosa)
    _ = try await shop.ask(CastVote(audience: "sellers", answer: .go), as: Shop.felix)
    var opened = 0
    for audience in ["sellers", "bakers"] {
      let gate = try await shop.ask(ShowGate(audience: audience))
      for line in gate.criteria {
        #expect(!line.evidence.isEmpty, "\(line.id)")
        for evidence in line.evidence {
          let piece = try await shop.ask(ShowEvidenceItem(sequence: evidence.sequence), as: Shop.felix)
          #expect(piece.standsUnder.contains { $0.id == audience && $0.criteria.contains(line.id) })
          #expect(piece.kind == evidence.kind && piece.at == evidence.at)
          opened += 1
        }
      }
    }
    #expect(opened >= 6)
    #expect(await problem { try await shop.ask(ShowEvidenceItem(sequence: 1)) } == .unknownSubject)
    #expect(await problem { try await shop.ask(ShowEvidenceItem(sequence: 999_999)) } == .unknownSubject)
    #expect(await problem { try await shop.ask(ShowEvidenceItem(sequence: .max)) } == .unknownSubject)
    #expect(await problem { try await shop.ask(ShowEvidenceItem(sequence: .min)) } == .unknownSubject)
    #expect(await problem { try await shop.ask(ShowEvidence(subject: "ap")) } == .unknownSubject)
  }

  @Test func whatIsSomebodysOwnIsNotToldOfThem() async throws {
    let document = Shop.document.replacing(
      "people: [{id: accounts,", with: "people: [{id: taught, lesson: selling, share: 10 %}, {id: accounts,")
    let shop = try await Shop.furnished(document)
    let right = ["One?": ["a"], "Two?": ["a", "c"], "Three?": ["b"]]
    func take(rightly: Bool) async throws {
      let pia = Actor.account("pia")
      let lesson = try await shop.ask(ShowLesson(person: PersonNumber(1), lesson: "selling"), as: pia)
      let answers = lesson.questions.map { question in
        question.options.indices.filter { right[question.ask, default: []].contains(question.options[$0]) == rightly }
      }
      let reply = try await shop.ask(
        TakeLesson(person: PersonNumber(1), lesson: "selling", answers: answers), as: pia)
      #expect(reply.passed == rightly)
    }
    try await take(rightly: false)
    let failed = try await shop.ask(ShowHead()).sequence
    shop.clock.set(shop.clock.now() + .hours(2))
    try await take(rightly: true)
    let gate = try await shop.ask(ShowGate(audience: "sellers"))
    let ground = try #require(gate.criteria.first { $0.id == "taught" }?.evidence.first)
    let piece = try await shop.ask(ShowEvidenceItem(sequence: ground.sequence), as: Shop.felix)
    #expect(piece.by == "somebody" && piece.detail == "Somebody passed it" && piece.name == "selling")
    #expect(await problem { try await shop.ask(ShowEvidenceItem(sequence: failed)) } == .unknownSubject)
  }

  @Test func aFailureKeepsItsDifferenceAfterTheFix() async throws {
    let shop = try await Shop.furnished()
    shop.runner.answer(false)
    _ = try await shop.ask(RunWork(subject: "app"))
    shop.runner.answer(true)
    _ = try await shop.ask(RunWork(subject: "app"))
    let trail = try await shop.ask(ShowEvidence(subject: "app"))
    #expect(trail.pieces.map(\.verdict) == ["passed", "failed"] && trail.standing == "met")
  }

  @Test func whatLeftTheDocumentKeepsItsEvidence() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    _ = try await shop.send([("till.sums", "adds", "")])
    try await shop.apply(
      Shop.tested.replacing(
        "    - {id: sums, name: Sums, covers: [sale], report: {suite: \"till.sums\"}, expires: 14d}\n", with: ""))
    #expect(await problem { try await shop.ask(ShowEvidence(subject: "sums")) } == .unknownSubject)
    #expect(try await shop.ask(ShowEvidence(subject: "test:sums")).pieces.count == 1)
    let trace = try await shop.ask(ShowTrace())
    #expect(trace.requirements.first { $0.id == "sale" }?.tests == ["desk"])
  }

  @Test func aRenamedTestKeepsItsEvidence() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    _ = try await shop.send([("till.sums", "adds", "")])
    try await shop.apply(Shop.tested.replacing("{id: sums, name: Sums,", with: "{id: totals, was: sums, name: Sums,"))
    let trail = try await shop.ask(ShowEvidence(subject: "totals"))
    #expect(trail.pieces.map(\.subject) == ["test:totals"] && trail.pieces[0].counts)
  }

  @Test func attachmentsAreShownToTheirProgrammeOnly() async throws {
    let shop = try await Shop.furnished()
    let text = NamedFile(name: "letter.txt", bytes: Array("signed by both".utf8))
    let page = NamedFile(name: "evil.html", bytes: Array("<script>alert(1)</script>\u{0}".utf8))
    _ = try await shop.ask(Attest(subject: "contract", verdict: .passed, detail: "signed", files: [text, page]))
    let trail = try await shop.ask(ShowEvidence(subject: "contract"))
    let attached = try #require(trail.pieces.first).attachments
    #expect(attached.map(\.name) == ["letter.txt", "evil.html"])
    #expect(attached.map(\.type) == ["text/plain; charset=utf-8", "application/octet-stream"])
    let shown = try await shop.ask(ShowAttachment(digest: attached[0].digest), as: Shop.felix)
    #expect(Array(shown.bytes) == Array("signed by both".utf8) && shown.name == "letter.txt")
    #expect(
      await problem { try await shop.ask(ShowAttachment(digest: attached[0].digest), as: .account("pia")) }
        == .notAllowed)
    // Kept beside the journal, and spoken of by nothing in it.
    let secret = try shop.store.keep(Array("of another programme".utf8))
    #expect(await problem { try await shop.ask(ShowAttachment(digest: secret.text)) } == .unknownSubject)
    for digest in ["", "0", String(repeating: "g", count: 64), "../../etc/passwd"] {
      #expect(await problem { try await shop.ask(ShowAttachment(digest: digest)) } == .unknownSubject)
    }
  }

  @Test func onlyTheOwnerSignsForData() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let sign = Attest(subject: "stock", verdict: .passed, detail: "counted")
    #expect(await problem { try await shop.ask(sign) } == .notAllowed, "the local operator owns nothing")
    #expect(await problem { try await shop.ask(sign, as: Shop.manager) } == .notAllowed)
    _ = try await shop.ask(sign, as: Shop.rosa)
    let stock = try await shop.ask(ShowEvidence(subject: "stock"))
    #expect(stock.standing == "met" && stock.data?.isSigned == true && stock.data?.owner == "rosa")
    #expect(stock.data?.load == nil)
  }

  @Test func nobodySignsForDataThatWasNotLoaded() async throws {
    let document = Shop.tested.replacing("owner: felix", with: "owner: rosa")
    let shop = try await Shop.furnished(document)
    let sign = Attest(subject: "debts", verdict: .passed, detail: "fits")
    #expect(await problem { try await shop.ask(sign, as: Shop.rosa) } == .wrongPhase)
    let debts = try await shop.ask(ShowEvidence(subject: "data:debts"))
    #expect(debts.data?.isLoaded == true && debts.data?.isSigned == false && debts.data?.load == "unknown")
    #expect(debts.data?.totals == ["Sum"] && debts.standing == "unknown")
    _ = try await shop.ask(Attest(subject: "debts", verdict: .failed, detail: "it does not"), as: Shop.rosa)
  }

  @Test func phasesSayWhereTheyStand() async throws {
    let shop = try await Shop.furnished()
    let before = try await shop.ask(ShowStatus()).phases
    #expect(before.map(\.id) == ["build"] && before[0].standing == "unknown" && !before[0].sentences.isEmpty)
    try await shop.makeReady()
    _ = try await shop.ask(Attest(subject: "contract", verdict: .passed, detail: "signed"))
    let after = try await shop.ask(ShowStatus()).phases
    #expect(after[0].standing == "met" && after[0].sentences == ["The phase “build” is over."])
  }
}
