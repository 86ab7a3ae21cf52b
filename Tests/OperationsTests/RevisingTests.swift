import Operations
import Slipway
import Testing

/// Documents and lists: nothing moves that was not shown, nothing is half taken.
@Suite struct RevisingTests {
  @Test func applyingNeedsTheReceiptOfWhatItMoves() async throws {
    let shop = try await Shop.furnished()
    let next = Shop.document.replacing("opens: 2026-03-30", with: "opens: 2026-04-07")
    #expect(
      await problem { try await shop.ask(ApplyDocument(document: next, reason: "x", receipt: "")) } == .receiptOutdated)
    let receipt = try await shop.ask(ShowReceipt(document: next))
    #expect(receipt.waves.map(\.after) == ["2026-04-07"])
    #expect(
      await problem {
        let other = Shop.document.replacing("opens: 2026-03-30", with: "opens: 2026-04-08")
        return try await shop.ask(ApplyDocument(document: other, reason: "x", receipt: receipt.digest))
      } == .receiptOutdated)
    // The world moves between showing and applying: what the receipt said is no longer what would happen.
    _ = try await shop.ask(ImportPeople(file: Array(Shop.people.replacing("u5,front", with: "u5,back").utf8)))
    let moved = next.replacing("units: [back]}", with: "units: [front, back]}")
      .replacing("{id: sellers, name: Sellers, units: [front]}", with: "{id: sellers, name: Sellers, units: [back]}")
    #expect(moved != next)
    let applied = try await shop.ask(ApplyDocument(document: next, reason: "later", base: 1, receipt: receipt.digest))
    #expect(applied.revision == 2 && applied.changes == 1)
    let again = try await shop.ask(ShowReceipt(document: next))
    let quiet = try await shop.ask(ApplyDocument(document: next, reason: "again", receipt: again.digest))
    #expect(quiet.changes == 0 && quiet.revision == 2)
  }

  @Test func aReceiptIsOutdatedWhenTheWorldMoved() async throws {
    let shop = try await Shop.furnished()
    let next = Shop.document.replacing("audiences: [bakers]", with: "audiences: [bakers, sellers]")
      .replacing("audiences: [sellers]", with: "audiences: [loaders]")
      .replacing(
        "  - {id: bakers, name: Bakers, units: [back]}",
        with: "  - {id: bakers, name: Bakers, units: [back]}\n  - {id: loaders, name: Loaders, people: [P05]}")
    let receipt = try await shop.ask(ShowReceipt(document: next))
    _ = try await shop.ask(ImportPeople(file: Array((Shop.people + "P11,New,n@shop.example,u11,front\n").utf8)))
    #expect(
      await problem { try await shop.ask(ApplyDocument(document: next, reason: "x", receipt: receipt.digest)) }
        == .receiptOutdated)
  }

  @Test func theSecondOfTwoAuthorsSeesTheDifference() async throws {
    let shop = try await Shop.furnished()
    let mine = Shop.document.replacing("name: Sellers", with: "name: My sellers")
    let theirs = Shop.document.replacing("name: Bakers", with: "name: Their bakers")
    let receipt = try await shop.ask(ShowReceipt(document: mine))
    try await shop.apply(theirs)
    do {
      _ = try await shop.ask(ApplyDocument(document: mine, reason: "x", base: 1, receipt: receipt.digest))
      Issue.record("a conflict was taken")
    } catch let problem as Problem {
      #expect(problem.code == .revisionConflict)
      #expect(problem.findings.contains { $0.suggestion?.contains("My sellers") ?? false })
    }
    let revisions = try await shop.ask(ShowRevisions())
    #expect(revisions.current == 2 && revisions.document == theirs && revisions.revisions.count == 2)
  }

  @Test func importsAreExactlyTheirDeltas() async throws {
    let shop = try await Shop.furnished()
    let same = try await shop.ask(ImportPeople(file: Array(Shop.people.utf8)))
    #expect(same.unchanged == 10 && same.joined + same.moved + same.corrected + same.left == 0)
    let head = try shop.store.head()
    let next =
      Shop.people.replacing("P10,Person 10,10@shop.example,u10,back\n", with: "")
      .replacing("u5,front", with: "u5,back").replacing("Person 4,", with: "Person Four,")
      + "P11,Person 11,11@shop.example,u11,front\n"
    let trial = try await shop.ask(ImportPeople(file: Array(next.utf8), trial: true))
    #expect((trial.joined, trial.moved, trial.corrected, trial.left) == (1, 1, 1, 1))
    #expect(try shop.store.head() == head, "a trial changes nothing")
    let taken = try await shop.ask(ImportPeople(file: Array(next.utf8)))
    #expect((taken.joined, taken.moved, taken.corrected, taken.left, taken.unchanged) == (1, 1, 1, 1, 7))
    #expect(taken.headcount == 10)
    let bad = next + "P12,Person 12,12@shop.example,u12,\n"
    #expect(await problem { try await shop.ask(ImportPeople(file: Array(bad.utf8))) } == .listInvalid)
    let aside = try await shop.ask(ImportPeople(file: Array(bad.utf8), settingAside: true))
    #expect(aside.setAside.count == 1 && aside.uncovered == 1 && aside.headcount == 11)
  }

  @Test func anErasedPersonStillCounts() async throws {
    let shop = try await Shop.opened()
    let before = try await shop.ask(ShowEveryone())
    let erased = try await shop.ask(ErasePerson(person: "P03"))
    #expect(erased.headcount == before.headcount)
    let after = try await shop.ask(ShowEveryone(listing: true))
    #expect(after.live == before.live && after.headcount == before.headcount)
    #expect(after.people?.filter { $0.name == nil }.map(\.number) == [erased.number])
    #expect(await problem { try await shop.ask(Why(person: "P03")) } == .unknownSubject)
  }

  @Test func anUnreadableDocumentIsToldSoToWhoeverMayLook() async throws {
    let shop = try await Shop.furnished()
    #expect(await problem { try await shop.ask(CheckDocument(document: "a: ["), as: Shop.felix) } == .documentInvalid)
    let first = Shop()
    try await first.writer.open()
    #expect(await problem { try await first.ask(CheckDocument(document: "a: [")) } == .documentInvalid)
  }
}
