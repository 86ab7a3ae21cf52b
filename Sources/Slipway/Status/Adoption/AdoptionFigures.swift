package import SequentialTests

/// How a group of people takes to the new system.
package struct AdoptionMeasures: Sendable, Equatable {
  /// Of those let in and trained, who did the core action often and soon enough.
  package let activation: Figure<ShareEstimate>
  /// Of all people, whoever did: by it nobody gets better by letting fewer people in.
  package let reach: Figure<ShareEstimate>
  /// People active on a day, on average, of those active in 28 days; 0…1.
  package let stickiness: Figure<Double>
  /// People active in 7 days of those active in 28, for tools of a weekly rhythm; 0…1.
  package let weeklyStickiness: Figure<Double>
  /// Features used of those there is use for; 0…1.
  package let depth: Figure<Double>
  /// Core actions still done in the old systems, of all; 0…1. Zero is the true cut-over.
  package let residualUse: Figure<Double>

  /// How many are activated.
  package var activated: Figure<Int> { activation.map(\.part) }
}

/// One audience's figures. Who is let in and trained is known to its manager by name and never withheld; what people do
/// is.
package struct AdoptionFigures: Sendable, Equatable {
  package let audience: Key<Audience>
  package let headCount: Int
  package let live: Int
  package let trained: Int
  /// Let in and trained.
  package let eligible: Int
  package let measures: AdoptionMeasures
}

/// Makes entries into what may be shown.
struct AdoptionDisclosure {
  /// Groups of fewer people are withheld.
  let least: Int
  let confidence: Double

  func measures(_ entry: (KeyPath<AdoptionEntries, AdoptionEntry>) -> AdoptionEntry) -> AdoptionMeasures {
    AdoptionMeasures(
      activation: share(entry(\.activation)), reach: share(entry(\.reach)),
      stickiness: ratio(entry(\.stickiness)), weeklyStickiness: ratio(entry(\.weeklyStickiness)),
      depth: ratio(entry(\.depth)), residualUse: ratio(entry(\.residualUse)))
  }

  private func figure(_ entry: AdoptionEntry) -> Figure<AdoptionTally> {
    switch entry {
    case .open(let tally): .known(tally)
    case .small, .silent: .withheld(Withheld(least: least))
    case .nothing(let reason): .missing(reason)
    }
  }

  private func ratio(_ entry: AdoptionEntry) -> Figure<Double> { figure(entry).map(\.ratio) }

  private func share(_ entry: AdoptionEntry) -> Figure<ShareEstimate> {
    switch figure(entry) {
    case .known(let tally):
      // Whole and confidence were checked; a tally that is no share would be none to show either.
      guard let share = try? ShareEstimate(tally.part, of: tally.whole, confidence: confidence) else {
        return .missing(.nobodyInIt)
      }
      return .known(share)
    case .withheld(let withheld): return .withheld(withheld)
    case .missing(let missing): return .missing(missing)
    }
  }
}
