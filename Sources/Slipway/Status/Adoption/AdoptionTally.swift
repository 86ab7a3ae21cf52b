/// Part and whole of one figure, and how many people are behind it.
struct AdoptionTally: Sendable, Equatable {
  var part: Int
  var whole: Int
  var people: Int

  static func + (left: Self, right: Self) -> Self {
    AdoptionTally(part: left.part + right.part, whole: left.whole + right.whole, people: left.people + right.people)
  }

  var ratio: Double { Double(part) / Double(whole) }
}

/// What becomes of one figure of one audience.
enum AdoptionEntry: Sendable, Equatable {
  case open(AdoptionTally)
  /// Counts only together with others.
  case small(AdoptionTally)
  /// Too small to say even why there is no figure.
  case silent
  case nothing(MissingFigure)
}

/// One audience's entries, judged by how many people each tells of.
struct AdoptionEntries {
  let activation: AdoptionEntry
  let reach: AdoptionEntry
  let stickiness: AdoptionEntry
  let weeklyStickiness: AdoptionEntry
  let depth: AdoptionEntry
  let residualUse: AdoptionEntry

  /// - Parameters:
  ///   - use: checked.
  ///   - least: groups of fewer people are small.
  init(_ use: AudienceUse, least: Int) {
    func isSmall(_ people: Int) -> Bool { people > 0 && people < least }
    func entry(_ part: Int, of whole: Int, people: Int, else reason: MissingFigure) -> AdoptionEntry {
      let tally = AdoptionTally(part: part, whole: whole, people: people)
      if isSmall(use.headCount) || isSmall(people) { return whole > 0 ? .small(tally) : .silent }
      return whole > 0 ? .open(tally) : .nothing(reason)
    }
    // Reach less activation tells of those who are not eligible: with few of these, few people are behind it.
    let others = use.headCount - use.eligible
    // What is done in the new system is done by the live: few of them are as telling as a small group.
    let doers = isSmall(use.live) ? use.live : use.activeInMonth
    let idle = use.live == 0 ? MissingFigure.nobodyLive : .nobodyActive
    let days = use.activeByDay.count

    activation = entry(use.activated, of: use.eligible, people: use.eligible, else: .nobodyEligible)
    reach = entry(
      use.activatedOfAll, of: use.headCount, people: isSmall(others) ? others : use.headCount, else: .nobodyInIt)
    stickiness = entry(
      use.activeByDay.reduce(0, +), of: use.activeInMonth * days, people: doers, else: days == 0 ? .notCounted : idle)
    weeklyStickiness = entry(use.activeInWeek, of: use.activeInMonth, people: doers, else: idle)
    depth = entry(
      use.featuresUsed, of: use.activeInMonth > 0 ? use.featuresAvailable : 0, people: doers,
      else: use.featuresAvailable == 0 ? .noFeatures : idle)
    residualUse = entry(
      use.coreActionsOld, of: use.coreActionsOld + use.coreActionsNew,
      people: isSmall(use.live) ? use.live : use.headCount, else: .noActions)
  }
}
