import Testing

@testable import Slipway

/// A receipt lists what a document moves; applying it moves that and nothing else.
struct ReceiptTests {
  private static func receipt(_ sample: SampleProgramme, on journal: Journal) throws -> Receipt {
    try Receipt.of(sample.document, listed: [:], on: journal.state, at: journal.now)
  }

  /// The world before and after, compared without the receipt's help.
  private static func world(_ journal: Journal) throws -> [String: String] {
    let status = try journal.status()
    let clocks = try #require(journal.state.spec?.clocks)
    var world: [String: String] = [:]
    for planned in PlanStatus.derive(journal.state, status).items where !planned.isDone {
      world["“\(planned.item.name)” finishes"] = "\(clocks.date(planned.finish))"
    }
    for wave in status.waves { world["\(wave.wave.name) opens"] = "\(wave.wave.opens)" }
    for gate in status.gates { world["the gate of \(gate.name)"] = gate.verdict.rawValue }
    for column in Ledger.Column.allCases { world[column.rawValue] = "\(status.ledger[column])" }
    return world
  }

  @Test(arguments: 1...30)
  func whatIsAppliedEqualsTheReceipt(seed: Int) throws {
    var dice = Dice(seed: seed)
    var journal = Journal(SampleProgramme())
    journal.makeReady()
    if dice.chance(50) { journal.pass(.item("plan"), kind: .attested, at: .at("2026-03-04T17:00Z")) }
    for _ in 0..<3 {
      var sample = SampleProgramme()
      sample.items = ["{id: plan, phase: build, estimate: \(1 + dice.below(9))d}"]
      if dice.chance(70) { sample.items.append("{id: install, phase: build, estimate: 5d, after: plan}") }
      sample.waves[0].opens = "2026-03-\(10 + dice.below(20))"
      if dice.chance(50) { sample.testless = [dice.pick(["post", "bill", "pack"])] }
      if dice.chance(50) { sample.waves[1].audiences = ["stores"] }
      if dice.chance(30) { sample.waves[0].audiences = ["sales", "works"]; sample.waves[1].audiences = ["stores"] }
      let receipt = try ReceiptTests.receipt(sample, on: journal)
      let before = try ReceiptTests.world(journal)
      let placed = try journal.status().placement
      journal.apply(sample)
      let after = try ReceiptTests.world(journal)
      var moved: [String: [String?]] = [:]
      for key in Set(before.keys).union(after.keys) where before[key] != after[key] {
        moved[key] = [before[key], after[key]]
      }
      let told = receipt.dates + receipt.waves + receipt.gates + receipt.ledger
      #expect(Dictionary(told.map { ($0.what, [$0.before, $0.after]) }) { first, _ in first } == moved)
      let placement = try journal.status().placement
      let movers = journal.state.roster.members.indices.filter {
        placed.wave(ofPersonAt: $0) != placement.wave(ofPersonAt: $0)
      }
      #expect(receipt.people.reduce(0) { $0 + $1.count } == movers.count)
    }
  }

  @Test func movingOneDateMovesExactlyThat() throws {
    let journal = Journal(SampleProgramme())
    var sample = SampleProgramme()
    sample.waves[0].opens = "2026-04-06"
    let receipt = try ReceiptTests.receipt(sample, on: journal)
    #expect(receipt.base == 1)
    #expect(
      receipt.changes == [
        SpecChange(path: "rollout.waves[pilot].opens", before: "2026-03-30", after: "2026-04-06")
      ])
    #expect(receipt.waves == [.init(what: "Wave pilot opens", before: "2026-03-30", after: "2026-04-06")])
    #expect(
      receipt.dates.isEmpty && receipt.gates.isEmpty && receipt.ledger.isEmpty && receipt.people.isEmpty
        && receipt.orphans.isEmpty)
  }

  @Test func theSameDocumentMovesNothing() throws {
    let receipt = try ReceiptTests.receipt(SampleProgramme(), on: Journal(SampleProgramme()))
    #expect(receipt.isEmpty && receipt.waves.isEmpty && receipt.dates.isEmpty)
  }

  @Test func theFirstDocumentListsEverything() throws {
    let receipt = try ReceiptTests.receipt(SampleProgramme(), on: Journal())
    #expect(receipt.base == 0)
    #expect(receipt.waves.map(\.before) == [nil, nil])
    #expect(receipt.gates.count == 3 && receipt.dates.count == 2)
  }

  @Test func itemsOfOneNameAreToldApart() throws {
    var sample = SampleProgramme()
    sample.items = [
      "{id: one, name: Review, phase: build, estimate: 1d}", "{id: two, name: Review, phase: build, estimate: 2d}",
    ]
    let journal = Journal(sample)
    sample.items[1] = "{id: two, name: Review, phase: build, estimate: 3d}"
    #expect(
      try ReceiptTests.receipt(sample, on: journal).dates == [
        .init(what: "“Review” finishes", before: "2026-03-03", after: "2026-03-04")
      ])
  }

  @Test func factsAboutWhatIsGoneAreKeptAndListed() throws {
    var journal = Journal(SampleProgramme())
    journal.makeReady()
    journal.pass(.item("install"), kind: .attested)
    var sample = SampleProgramme()
    sample.testless = ["bill"]
    sample.items.removeLast()
    sample.departments.removeLast()
    sample.waves[1].audiences = ["stores"]
    journal.append(.claimed(Claim(audience: "works", colour: .red)))
    let receipt = try ReceiptTests.receipt(sample, on: journal)
    #expect(receipt.orphans == ["audience:works", "item:install", "test:t-bill"])
    journal.apply(sample)
    #expect(journal.state.evidence[.item("install")] != nil)
  }

  @Test func theDigestBindsDocumentAndConsequences() throws {
    var journal = Journal(SampleProgramme())
    var sample = SampleProgramme()
    sample.waves[0].opens = "2026-04-06"
    let first = try ReceiptTests.receipt(sample, on: journal)
    #expect(try ReceiptTests.receipt(sample, on: journal) == first)
    var other = sample
    other.extra = "# nothing but a comment"
    #expect(try ReceiptTests.receipt(other, on: journal).digest != first.digest)
    journal.pass(.item("plan"), kind: .attested)
    sample.items[1] = "{id: install, phase: build, estimate: 7d, after: plan}"
    let second = try ReceiptTests.receipt(sample, on: journal)
    journal.apply(SampleProgramme())
    #expect(try ReceiptTests.receipt(sample, on: journal).digest != second.digest, "somebody else applied in between")
  }

  @Test func aDocumentWithProblemsHasNoReceipt() {
    #expect(throws: SpecProblems.self) {
      try Receipt.of("slipway: 1", listed: [:], on: State(programme: "sample"), at: .at("2026-03-02"))
    }
  }
}
