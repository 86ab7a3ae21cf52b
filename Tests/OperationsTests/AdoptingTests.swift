import Foundation
import Operations
import Slipway
import Testing

/// Adoption and effects as every door asks for them.
@Suite struct AdoptingTests {
  private static let opening = Shop.opening

  private func opened() async throws -> Shop {
    let shop = try await Shop.opened(MeasuringTests.document)
    let noon = MeasuringTests.noon
    shop.clock.set(noon)
    let events = (1...4).flatMap { person in
      [
        MeasuringTests.event("v\(person)", "sale", person: person),
        MeasuringTests.event("m\(person)", "mood", person: person, value: Double(person)),
      ]
    }
    _ = try await shop.ask(ReportUsage(events: events + [MeasuringTests.event("m5", "mood", value: 5)]))
    try await shop.reach(noon + .hours(2))
    return shop
  }

  @Test func whoIsActiveAndWhatIsNotKnown() async throws {
    let view = try await opened().ask(ShowAdoption())
    #expect(view.audiences.map(\.id) == ["sellers", "bakers"])
    let sellers = try #require(view.audiences.first)
    #expect(sellers.headCount == 5 && sellers.live == 5 && sellers.eligible == 5)
    #expect(sellers.measures.activation.value == 0.8)
    #expect(sellers.measures.activation.words.hasPrefix("80 % ("))
    #expect(view.overall.reach.value == 0.4)
    #expect(view.audiences[1].measures.activation == ShownFigure(words: "nobody is both live and trained"))
    #expect(sellers.measures.residualUse.value == nil)
    let mood = try #require(view.scores.first)
    #expect(mood.audiences.first?.score.value == 3 && mood.overall.value == 3)
    #expect(view.outlooks.map(\.wave) == ["first"] && view.outlooks[0].sentence.hasPrefix("No forecast"))
    #expect(view.notes.contains { $0.contains("Stickiness is not known") })
  }

  @Test func oneAudienceOrAWordOnAMisspeltOne() async throws {
    let shop = try await opened()
    let view = try await shop.ask(ShowAdoption(audience: "bakers"))
    #expect(view.audiences.map(\.id) == ["bakers"] && view.outlooks.isEmpty)
    #expect(view.scores.allSatisfy { $0.audiences.map(\.audience) == ["bakers"] })
    #expect(await problem { try await shop.ask(ShowAdoption(audience: "baker")) } == .unknownSubject)
    #expect(await problem { try await shop.ask(ShowEffect(metric: "sale")) } == .unknownSubject)
  }

  /// With four sellers nothing says how many of them do anything, in no form.
  @Test func ofFourPeopleNothingIsShown() async throws {
    let shop = try await Shop.ready(MeasuringTests.document)
    let fewer = Shop.people.split(separator: "\n").filter { !$0.hasPrefix("P05") }.joined(separator: "\n")
    _ = try await shop.ask(ImportPeople(file: Array(fewer.utf8)))
    try await shop.reach(Self.opening)
    shop.clock.set(MeasuringTests.noon)
    _ = try await shop.ask(
      ReportUsage(events: (1...3).map { MeasuringTests.event("v\($0)", "mood", person: $0, value: 4) }))
    try await shop.reach(MeasuringTests.noon + .hours(2))
    let view = try await shop.ask(ShowAdoption())
    let sellers = try #require(view.audiences.first { $0.id == "sellers" })
    let withheld = ShownFigure(words: "withheld: fewer than 5 people")
    #expect(sellers.measures.activation == withheld && sellers.measures.reach == withheld)
    #expect(view.overall.activation == withheld && view.small.activation == withheld)
    #expect(view.overall.reach.value == 0, "of the bakers alone")
    #expect(view.scores.allSatisfy { $0.overall.value == nil && $0.audiences.allSatisfy { $0.score.value == nil } })
    let text = String(decoding: try JSONEncoder().encode(view.outlooks), as: UTF8.self)
    #expect(text.contains("withheld") && !text.contains("\"half\""))
  }

  @Test func beforeAnythingIsReportedNothingIsZero() async throws {
    let shop = try await Shop.opened(MeasuringTests.document)
    let view = try await shop.ask(ShowAdoption())
    #expect(view.overall.activation == ShownFigure(words: "till has reported nothing yet"))
    let effect = try await shop.ask(ShowEffect(metric: "sales"))
    #expect(effect.estimate == nil && effect.sentence == "sales: till has reported nothing yet, so nothing is known.")
  }

  @Test func twoDepartmentsGiveNoEffect() async throws {
    let shop = try await opened()
    for day in 1...22 {
      let now = MeasuringTests.noon + .days(Int64(day))
      shop.clock.set(now)
      _ = try await shop.ask(ReportUsage(events: [MeasuringTests.event("d\(day)", "sale", at: now, person: 7)]))
      try await shop.reach(now + .hours(1))
    }
    let effect = try await shop.ask(ShowEffect(metric: "sales"))
    #expect(effect.estimate == nil && effect.departments == 2 && effect.warnings.isEmpty)
    #expect(effect.sentence.contains("cannot be decided statistically with 2 departments"))
  }
}
