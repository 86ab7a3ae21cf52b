import SequentialTests

/// How every audience takes to the new system, those that lag behind first: a good mean hides the department that does
/// not.
package struct AdoptionReport: Sendable, Equatable {
  /// By activation, the lowest first; of equals the one with more people to win, then by key. Behind them those without
  /// eligible people, and last those withheld, by key, so that their place tells nothing.
  package let audiences: [AdoptionFigures]
  /// All that is withheld by audience, taken together; withheld itself where that is one audience or still too few people.
  package let small: AdoptionMeasures
  /// Of all audiences that are shown, and of the small ones where these are shown together: what is withheld cannot be
  /// found by subtraction.
  package let overall: AdoptionMeasures
  /// Eligible people whom the overall activation leaves out.
  package let eligibleLeftOut: Int

  /// - Parameters:
  ///   - uses: one for each audience, in any order.
  ///   - least: groups of fewer people are withheld.
  ///   - confidence: of intervals, in (0, 1).
  /// - Throws: `.invalidOptions`, `.repeated`, and what is wrong with an audience's counts.
  /// - Complexity: O(n log n).
  package init(_ uses: [AudienceUse], least: Int = 5, confidence: Double = 0.95) throws(AdoptionError) {
    guard least > 0, confidence > 0, confidence < 1 else { throw .invalidOptions }
    let uses = uses.sorted { $0.audience < $1.audience }
    var people = 0
    for (index, use) in uses.enumerated() {
      if index > 0, uses[index - 1].audience == use.audience { throw .repeated(audience: use.audience) }
      try use.check()
      people += use.headCount
      guard people <= AudienceUse.countLimit else { throw .invalidCount(audience: use.audience, count: .people) }
    }
    let entries = uses.map { AdoptionEntries($0, least: least) }
    let disclosure = AdoptionDisclosure(least: least, confidence: confidence)
    let figures = zip(uses, entries).map { use, entries in
      AdoptionFigures(
        audience: use.audience, headCount: use.headCount, live: use.live, trained: use.trained, eligible: use.eligible,
        measures: disclosure.measures { entries[keyPath: $0] })
    }
    audiences = figures.sorted { Self.place($0) < Self.place($1) }
    small = disclosure.measures { path in Self.small(entries.map { $0[keyPath: path] }, least: least) }
    overall = disclosure.measures { path in Self.overall(entries.map { $0[keyPath: path] }, least: least) }
    let counted = overall.activation.value?.whole ?? 0
    eligibleLeftOut = uses.reduce(0) { $0 + $1.eligible } - counted
  }

  /// Those whose activation lies below a target, 0…1, the lowest first.
  package func laggards(below target: Double) -> [AdoptionFigures] {
    audiences.filter { figures in figures.measures.activation.value.map { $0.share < target } ?? false }
  }

  /// Ascending; equal classes by share, then by how many are missing, then by key.
  private static func place(_ figures: AdoptionFigures) -> (Int, Double, Int, Key<Audience>) {
    switch figures.measures.activation {
    case .known(let activation): (0, activation.share, activation.part - activation.whole, figures.audience)
    case .missing: (1, 0, 0, figures.audience)
    case .withheld: (2, 0, 0, figures.audience)
    }
  }

  private static func small(_ entries: [AdoptionEntry], least: Int) -> AdoptionEntry {
    var (sum, groups) = (AdoptionTally(part: 0, whole: 0, people: 0), 0)
    var isSilent = false
    for entry in entries {
      switch entry {
      case .small(let tally): (sum, groups) = (sum + tally, groups + 1)
      case .silent: isSilent = true
      case .open, .nothing: break
      }
    }
    guard groups > 0 || isSilent else { return .nothing(.noSmallGroups) }
    guard groups > 1, sum.people >= least else { return .silent }
    return .open(sum)
  }

  private static func overall(_ entries: [AdoptionEntry], least: Int) -> AdoptionEntry {
    var shown: [AdoptionTally] = []
    if case .open(let together) = small(entries, least: least) { shown.append(together) }
    var nothing: MissingFigure?
    var isWithheld = false
    for entry in entries {
      switch entry {
      case .open(let tally): shown.append(tally)
      case .small, .silent: isWithheld = true
      case .nothing(let reason): nothing = nothing ?? reason
      }
    }
    guard let first = shown.first else { return isWithheld ? .silent : .nothing(nothing ?? .nobodyInIt) }
    return .open(shown.dropFirst().reduce(first, +))
  }
}
