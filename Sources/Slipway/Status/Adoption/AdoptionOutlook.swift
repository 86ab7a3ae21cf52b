package import SequentialTests

/// When a wave under way will have reached half, and nine tenths, of those who can use the new system.
package struct AdoptionOutlook: Sendable, Equatable {
  package let wave: Key<Wave>
  /// Whole working days since go-live that the curve stands on.
  package let days: Int
  package let outlook: Outcome

  package enum Outcome: Sendable, Equatable {
    case found(half: Milestone, most: Milestone, innovation: Double, imitation: Double)
    case refused(BassError)
    case withheld(Withheld)
    case missing(MissingFigure)
  }

  /// In working days since go-live; nil where it lies more than a year ahead.
  package struct Milestone: Sendable, Equatable {
    package let share: Double
    package let isReached: Bool
    package let day: Int?
    package let earliest: Int?
    package let latest: Int?
  }

  /// How sure the band of each milestone is.
  package static let confidence = 0.8
  /// Working days of a year.
  static let farthest = 260
}

extension AdoptionReader {
  /// Of every wave under way.
  ///
  /// - Complexity: O(waves × (days × audiences + a fit)).
  package func outlooks() -> [AdoptionOutlook] {
    programme.rollout.waves.compactMap { wave in
      let progress = state.progress(of: wave.id)
      guard AdoptionReader.isUnderWay(progress), let opened = progress.firstOpened else { return nil }
      return outlook(wave, opened)
    }
  }

  static func isUnderWay(_ progress: WaveProgress) -> Bool {
    switch progress.phase {
    case .open, .paused, .hypercare: true
    case .planned, .closed, .rolledBack, .halted: false
    }
  }

  /// The hour before which everything that the new systems say is known.
  private var newUntil: Int? {
    let known = programme.rollout.systems.compactMap { counters.reported($0).map(GuardrailDays.hour) }
    guard let least = known.min(), let closed = counters.closedThrough else { return nil }
    return min(least, closed + 1)
  }

  private func outlook(_ wave: Wave, _ opened: Timestamp) -> AdoptionOutlook {
    func said(_ days: Int, _ outcome: AdoptionOutlook.Outcome) -> AdoptionOutlook {
      AdoptionOutlook(wave: wave.id, days: days, outlook: outcome)
    }
    let eligible = programme.audiences.indices.filter { wave.audiences.contains(programme.audiences[$0].id) }
      .reduce(0) { $0 + people[$1].eligible }
    guard let until = newUntil, let clocks = state.spec?.clocks else { return said(0, .missing(.notReported)) }
    guard eligible > 0 else { return said(0, .missing(.nobodyEligible)) }
    guard eligible >= AdoptionReader.least else { return said(0, .withheld(Withheld(least: AdoptionReader.least))) }
    let begun = GuardrailDays(opened: opened, until: until, at: wave.calendar, clocks)
    // The day that is running is not over.
    let whole = max(0, begun.count - 1)
    let counts = (0..<whole).map { index in
      let end = begun.close(index, until: until)
      let sum = wave.audiences.reduce(0.0) { $0 + Double(activated($1, until: end)) }
      return BassCount(time: Double(index + 1), cumulative: sum)
    }
    do throws(BassError) {
      let fit = try BassFit(counts, market: .known(Double(eligible)))
      let ahead = (1...AdoptionOutlook.farthest).map { Double(whole + $0) }
      let forecast = try fit.forecast(at: ahead, confidence: AdoptionOutlook.confidence)
      func milestone(_ share: Double) -> AdoptionOutlook.Milestone {
        let wanted = share * Double(eligible)
        if let reached = counts.first(where: { $0.cumulative >= wanted }) {
          let day = Int(reached.time)
          return AdoptionOutlook.Milestone(share: share, isReached: true, day: day, earliest: day, latest: day)
        }
        func first(_ value: (BassFit.Forecast) -> Double?) -> Int? {
          forecast.first { value($0).map { $0 >= wanted } ?? false }.map { Int($0.time) }
        }
        return AdoptionOutlook.Milestone(
          share: share, isReached: false, day: first(\.cumulative), earliest: first { $0.interval?.upper },
          latest: first { $0.interval?.lower })
      }
      return said(
        whole,
        .found(half: milestone(0.5), most: milestone(0.9), innovation: fit.innovation, imitation: fit.imitation))
    } catch {
      return said(whole, .refused(error))
    }
  }
}
