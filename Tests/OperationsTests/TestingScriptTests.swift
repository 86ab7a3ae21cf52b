import Foundation
import Operations
import Slipway
import Testing

/// A manual script is gone through by one person and counts once another one has confirmed it.
@Suite struct TestingScriptTests {
  private static let fine: [ScriptPerformance.Line] = [.init(passed: true), .init(passed: true, note: "printed")]
  private static let manager = Shop.manager

  @Test func twoPeopleMakeItCount() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let picture = NamedFile(name: "../../drawer.png", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3])
    let performed = try await shop.ask(
      PerformScript(test: "desk", lines: Self.fine, files: [picture]), as: Shop.rosa)
    #expect(performed.awaitsWitness && performed.standing == "unknown" && !performed.mayConfirm)
    #expect(performed.performance?.attachments.map(\.name) == ["drawer.png"])
    #expect(performed.performance?.attachments.map(\.type) == ["image/png"])
    let sight = try await shop.ask(ShowScript(test: "desk"), as: Self.manager)
    #expect(sight.mayConfirm && sight.sentences.first?.contains("no second person") == true)
    let confirmed = try await shop.ask(
      ConfirmScript(test: "desk", agrees: true, note: "I stood there"), as: Self.manager)
    #expect(confirmed.standing == "met" && !confirmed.awaitsWitness)
    let trail = try await shop.ask(ShowEvidence(subject: "desk"))
    #expect(trail.pieces.map(\.verdict) == ["passed", "started"])
    #expect(trail.pieces[0].kind == "attested" && trail.pieces[0].by == "manager")
    #expect(
      trail.pieces[0].detail == "2 of 2 lines passed, gone through by rosa, confirmed by manager: I stood there")
    #expect(trail.pieces[0].script?.by == "rosa" && trail.pieces[0].script?.lines.map(\.passed) == [true, true])
    #expect(trail.pieces[0].expires == "2026-04-19T10:00:00Z")
    #expect(trail.pieces[0].attachments.count == 1)
  }

  @Test func theTwoNamesAreTwoPeople() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let perform = PerformScript(test: "desk", lines: Self.fine)
    let confirm = ConfirmScript(test: "desk", agrees: true)
    #expect(await problem { try await shop.ask(perform) } == .mayNotApprove, "the local operator has no name")
    #expect(await problem { try await shop.ask(confirm, as: Shop.rosa) } == .wrongPhase, "nothing to confirm yet")
    #expect(await problem { try await shop.ask(perform, as: Shop.felix) } == .notAllowed)
    _ = try await shop.ask(perform, as: Shop.rosa)
    #expect(await problem { try await shop.ask(confirm) } == .mayNotApprove)
    #expect(await problem { try await shop.ask(confirm, as: Shop.rosa) } == .mayNotApprove)
    // Another account of the same person is the same name.
    for account in ["ann", "ann-too"] {
      _ = try await shop.ask(GrantAccount(account: account, role: .rolloutManager, person: "P03"))
    }
    _ = try await shop.ask(perform, as: .account("ann"))
    #expect(await problem { try await shop.ask(confirm, as: .account("ann-too")) } == .mayNotApprove)
    _ = try await shop.ask(confirm, as: Shop.rosa)
    #expect(await problem { try await shop.ask(confirm, as: Self.manager) } == .wrongPhase, "once is enough")
  }

  @Test func aFailedLineFailsAndADisagreementToo() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    let stuck: [ScriptPerformance.Line] = [.init(passed: false, note: "it sticks"), .init(passed: true)]
    _ = try await shop.ask(PerformScript(test: "desk", lines: stuck), as: Shop.rosa)
    let agreed = try await shop.ask(ConfirmScript(test: "desk", agrees: true), as: Self.manager)
    #expect(agreed.standing == "failing")
    let piece = try #require(try await shop.ask(ShowEvidence(subject: "desk")).pieces.first)
    #expect(piece.difference == "1. Ring it up\nexpected: The drawer opens\ngot: it sticks")
    _ = try await shop.ask(PerformScript(test: "desk", lines: Self.fine), as: Shop.rosa)
    let denied = ConfirmScript(test: "desk", agrees: false)
    #expect(await problem { try await shop.ask(denied, as: Self.manager) } == .malformedRequest)
    let reply = try await shop.ask(ConfirmScript(test: "desk", agrees: false, note: "no receipt"), as: Self.manager)
    #expect(reply.standing == "failing" && reply.sentences.joined().contains("not confirmed by manager: no receipt"))
    #expect(try await shop.ask(ShowEvidence(subject: "desk")).pieces.count == 4, "every run of it stays")
  }

  @Test func everyLineIsAnsweredAndAFailureDescribed() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    func perform(_ lines: [ScriptPerformance.Line], _ test: String = "desk", files: [NamedFile] = []) async -> Problem
      .Code?
    {
      await problem { try await shop.ask(PerformScript(test: test, lines: lines, files: files), as: Shop.rosa) }
    }
    #expect(await perform([.init(passed: true)]) == .malformedRequest)
    #expect(await perform([.init(passed: true), .init(passed: false, note: "  ")]) == .malformedRequest)
    #expect(await perform(Self.fine, "sums") == .observedOnly)
    #expect(await perform(Self.fine, "dusk") == .unknownSubject)
    let large = NamedFile(name: "large.bin", bytes: [UInt8](repeating: 7, count: Attachment.limit + 1))
    #expect(await perform(Self.fine, files: [large]) == .tooLarge)
    let many = (0...NamedFile.most).map { NamedFile(name: "\($0)", bytes: [1]) }
    #expect(await perform(Self.fine, files: many) == .tooLarge)
    #expect(
      await problem { try await shop.ask(Attest(subject: "desk", verdict: .passed, detail: "x")) } == .observedOnly)
    #expect(await problem { try await shop.ask(RunWork(subject: "desk")) } == .wrongPhase)
  }

  @Test func aChangedScriptIsGoneThroughAgain() async throws {
    let shop = try await Shop.furnished(Shop.tested)
    _ = try await shop.ask(PerformScript(test: "desk", lines: Self.fine), as: Shop.rosa)
    try await shop.apply(Shop.tested.replacing("{do: Print it", with: "{do: Count, expect: Twelve}, {do: Print it"))
    let confirm = ConfirmScript(test: "desk", agrees: true)
    #expect(await problem { try await shop.ask(confirm, as: Self.manager) } == .wrongPhase)
  }
}
