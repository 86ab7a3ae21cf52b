/// What was counted of an audience's people and of what they do. Audiences do not share people.
package struct AudienceUse: Sendable, Equatable {
  package var audience: Key<Audience>
  /// All people of the audience.
  package var headCount: Int
  /// Those let in to the new system.
  package var live: Int
  /// Those trained, let in or not.
  package var trained: Int
  /// Those both let in and trained: who can be expected to use it.
  package var eligible: Int
  /// Of the eligible, those who did the core action often and soon enough.
  package var activated: Int
  /// Of all people, eligible or not.
  package var activatedOfAll: Int
  /// Distinct people with a core action in the new system on each of up to 28 days, the last one last.
  package var activeByDay: [Int]
  /// Distinct people with one in the last 7 days.
  package var activeInWeek: Int
  /// Distinct people with one in the last 28 days.
  package var activeInMonth: Int
  /// Core actions in the new system over the time looked at.
  package var coreActionsNew: Int
  /// Core actions still done in the old systems over the same time.
  package var coreActionsOld: Int
  /// Features anybody of the audience used.
  package var featuresUsed: Int
  /// Features the audience has use for.
  package var featuresAvailable: Int

  package init(
    audience: Key<Audience>, headCount: Int, live: Int = 0, trained: Int = 0, eligible: Int = 0, activated: Int = 0,
    activatedOfAll: Int? = nil, activeByDay: [Int] = [], activeInWeek: Int = 0, activeInMonth: Int = 0,
    coreActionsNew: Int = 0, coreActionsOld: Int = 0, featuresUsed: Int = 0, featuresAvailable: Int = 0
  ) {
    self.audience = audience
    self.headCount = headCount
    self.live = live
    self.trained = trained
    self.eligible = eligible
    self.activated = activated
    self.activatedOfAll = activatedOfAll ?? activated
    self.activeByDay = activeByDay
    self.activeInWeek = activeInWeek
    self.activeInMonth = activeInMonth
    self.coreActionsNew = coreActionsNew
    self.coreActionsOld = coreActionsOld
    self.featuresUsed = featuresUsed
    self.featuresAvailable = featuresAvailable
  }
}

extension AudienceUse {
  /// For all audiences' people together and for one audience's actions.
  static let countLimit = 1_000_000_000_000
  /// For one audience's people, so that sums over days and audiences stay in range.
  private static let peopleLimit = 1_000_000_000

  /// - Throws: `.invalidCount`, `.exceeds`, `.tooManyDays`.
  func check() throws(AdoptionError) {
    let small: [(Int, AdoptionError.Count)] = [
      (headCount, .people), (live, .live), (trained, .trained), (eligible, .eligible), (activated, .activated),
      (activatedOfAll, .activatedOfAll), (activeInWeek, .activeInAWeek), (activeInMonth, .activeInAMonth),
      (featuresUsed, .featuresUsed), (featuresAvailable, .features),
    ]
    for (value, count) in small + activeByDay.map({ ($0, .activeInADay) })
    where !(0...Self.peopleLimit).contains(value) {
      throw .invalidCount(audience: audience, count: count)
    }
    for (value, count) in [(coreActionsNew, AdoptionError.Count.actionsInNew), (coreActionsOld, .actionsInOld)]
    where !(0...Self.countLimit).contains(value) {
      throw .invalidCount(audience: audience, count: count)
    }
    guard activeByDay.count <= 28 else { throw .tooManyDays(audience: audience, days: activeByDay.count) }
    func fits(
      _ part: Int, _ count: AdoptionError.Count, in whole: Int, _ wholeCount: AdoptionError.Count
    ) throws(AdoptionError) {
      guard part <= whole else { throw .exceeds(audience: audience, count: count, whole: wholeCount) }
    }
    try fits(live, .live, in: headCount, .people)
    try fits(trained, .trained, in: headCount, .people)
    try fits(eligible, .eligible, in: live, .live)
    try fits(eligible, .eligible, in: trained, .trained)
    try fits(activated, .activated, in: eligible, .eligible)
    try fits(activated, .activated, in: activatedOfAll, .activatedOfAll)
    try fits(activatedOfAll - activated, .othersActivated, in: headCount - eligible, .notEligible)
    try fits(activeInWeek, .activeInAWeek, in: activeInMonth, .activeInAMonth)
    for active in activeByDay.suffix(7) { try fits(active, .activeInADay, in: activeInWeek, .activeInAWeek) }
    for active in activeByDay { try fits(active, .activeInADay, in: activeInMonth, .activeInAMonth) }
    try fits(featuresUsed, .featuresUsed, in: featuresAvailable, .features)
  }
}
