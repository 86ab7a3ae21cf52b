import Operations
import Slipway
import Storage
import Testing

/// A store that fails at any one append leaves the writer with exactly what the store holds.
@Suite struct FaultTests {
  /// A life in a dozen commands. Each is tried once; what fails is passed over, as its sender would see it.
  private static func live(_ shop: Shop) async throws {
    func attempt(_ command: () async throws -> some Any) async { _ = try? await command() }
    try await shop.writer.open()
    await attempt { try await shop.apply(Shop.document) }
    await attempt { try await shop.ask(ImportPeople(file: Array(Shop.people.utf8))) }
    await attempt { try await shop.grantAll() }
    await attempt { try await shop.makeReady() }
    await attempt { try await shop.reach(Shop.opening) }
    await attempt { try await shop.move(.pause) }
    await attempt { try await shop.ask(ReportClaim(audience: "sellers", colour: .green), key: "k") }
    await attempt { try await shop.move(.resume) }
    let joined = Shop.people + "P11,Person 11,11@shop.example,u11,front\n"
    await attempt { try await shop.ask(ImportPeople(file: Array(joined.utf8))) }
    await attempt { try await shop.ask(ErasePerson(person: "P10")) }
    await attempt { try await shop.apply(Shop.document.replacing("name: Sellers", with: "name: All sellers")) }
    await attempt { try await shop.move(.rollback) }
    await attempt { try await shop.writer.tick() }
  }

  @Test(arguments: FaultyStore.Fault.allCases)
  func nothingIsHalfApplied(_ fault: FaultyStore.Fault) async throws {
    let whole = FaultyStore(fault, atAppend: 0)
    let sound = Shop(whole)
    try await Self.live(sound)
    let complete = try await sound.picture()
    #expect(whole.appends > 15)
    #expect(try await sound.wave().phase == "rolled back")
    for place in 1...whole.appends {
      let store = FaultyStore(fault, atAppend: place)
      let shop = Shop(store)
      try await Self.live(shop)
      // One more command: it finds the journal as it is, whatever the writer believed.
      _ = try? await shop.ask(ReportClaim(audience: "bakers", colour: .red))
      let fresh = Shop(store.inner)
      fresh.clock.set(shop.clock.now())
      try await fresh.writer.open()
      #expect(try await shop.picture() == fresh.picture(), "\(fault) at append \(place)")
      let proof = try JournalProof.verify(store.inner)
      #expect(proof.firstBad == nil)
      if fault == .committed {
        let ended = try await shop.ask(ShowJournal(limit: 2_000)).entries.dropLast().map(\.sentence)
        let wanted = try await sound.ask(ShowJournal(limit: 2_000)).entries.map(\.sentence)
        #expect(ended == wanted, "a commit that went through is not done twice: append \(place)")
      }
    }
    #expect(!complete.isEmpty)
  }

  @Test func aCommandSentAgainAfterAnUnknownOutcomeHasOneEffect() async throws {
    for fault in [FaultyStore.Fault.lost, .committed, .committedAndSilent] {
      let count = FaultyStore(fault, atAppend: 0)
      _ = try await Shop.furnished(Shop.document, count)
      let store = FaultyStore(fault, atAppend: count.appends + 1)
      let shop = try await Shop.furnished(Shop.document, store)
      let head = try store.head().sequence
      let claim = ReportClaim(audience: "sellers", colour: .green)
      let first = try? await shop.ask(claim, key: "once")
      #expect((first == nil) == (fault != .committed), "\(fault)")
      let second = try await shop.ask(claim, key: "once")
      #expect(second.verdict == "INSUFFICIENT EVIDENCE")
      #expect(try store.head().sequence == head + 1, "\(fault)")
    }
  }
}
