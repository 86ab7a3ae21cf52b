/// The dates that follow from a network and a status date: critical path method with calendars, all four kinds of
/// dependency, and work that has begun.
///
/// What is done keeps its dates. What has begun keeps its start; the rest of it is worked from the status date, once
/// the bounds on its start hold (retained logic). All else starts at the status date or later.
///
/// - Source: J. E. Kelley, "Critical-path planning and scheduling: mathematical basis", Operations Research 9 (1961)
///   296–320, doi:10.1287/opre.9.3.296; S. E. Elmaghraby, J. Kamburowski, "The analysis of activity networks under
///   generalized precedence relations", Management Science 38 (1992) 1245–1263, doi:10.1287/mnsc.38.9.1245.
public struct Plan: Sendable, Hashable {
  /// UTC seconds.
  public let statusDate: Int
  /// The latest finish of all activities, UTC seconds; nil without activities.
  public let finish: Int?
  /// One for each activity of the network, by the same index.
  public let activities: [PlannedActivity]
  /// Dates set from outside that cannot be kept, by activity; the target last.
  public let missed: [Missed]
  /// How often a calendar was asked: the work done.
  public let conversions: Int

  private let network: Network

  /// Forward pass, backward pass, floats, drivers and reasons.
  ///
  /// - Parameters:
  ///   - network: calendars must hold the status date, every actual and limiting date, and late dates, which negative
  ///     float puts before the status date: leave a margin on both sides.
  ///   - statusDate: UTC seconds.
  ///   - target: when the whole network should be finished; an earlier one than possible makes float negative, a later
  ///     one changes nothing.
  ///   - nearCritical: minutes of positive float up to which an activity is near-critical.
  /// - Throws: `.actualAfterStatusDate` or `.beyondHorizon`.
  /// - Complexity: O(V + E) calendar operations of O(log days) each.
  public init(
    _ network: Network, statusDate: Int, target: Int? = nil, nearCritical: Int = 0
  ) throws(PlanError) {
    try self.init(network, statusDate: statusDate, target: target, nearCritical: nearCritical, floors: [])
  }

  /// - Parameter floors: starts, or resumptions, that are not to be earlier.
  init(
    _ network: Network, statusDate: Int, target: Int?, nearCritical: Int, floors: [Int?]
  ) throws(PlanError) {
    var forward = ForwardPass(network, statusDate: statusDate, floors: floors)
    try forward.run()
    let finish = forward.early.map(\.finish).max()
    var backward = BackwardPass(
      network, early: forward.early, finish: finish, target: target, clockwork: forward.clockwork)
    try backward.run()
    var explanation = Explanation(network, forward: forward, clockwork: backward.clockwork)

    var planned: [PlannedActivity] = []
    planned.reserveCapacity(network.activities.count)
    for index in network.activities.indices {
      let activity = network.activities[index]
      let early = forward.early[index]
      let dates = backward.planned[index]
      let why = explanation.explain(index, planned: dates)
      let (start, resume): (earlyStart: Int, resume: Int?) =
        if case .begun(let start, _) = activity.progress { (start, dates.start) } else { (early.start, nil) }
      planned.append(
        PlannedActivity(
          start: resume == nil ? dates.start : start,
          finish: dates.finish,
          resume: resume,
          earlyStart: start,
          earlyFinish: early.finish,
          lateStart: backward.late[index].start,
          lateFinish: backward.lateFinish[index],
          totalFloat: backward.totalFloat[index],
          freeFloat: backward.freeFloat[index],
          criticality: Self.criticality(backward.totalFloat[index], nearCritical: nearCritical),
          drivers: why.drivers,
          reasons: why.reasons,
          interruptions: why.interruptions))
    }
    self.network = network
    self.statusDate = statusDate
    self.finish = finish
    activities = planned
    conversions = explanation.clockwork.conversions
    missed = Self.missed(network, planned, target: target)
  }

  /// The same dates with other words about them; `activities` as many as the plan has.
  init(_ plan: Plan, activities: [PlannedActivity], missed: [Missed]) {
    statusDate = plan.statusDate
    finish = plan.finish
    self.activities = activities
    self.missed = missed
    conversions = plan.conversions
    network = plan.network
  }

  /// The dates of the network's hammocks, by their index.
  public var hammocks: [PlannedHammock] {
    network.hammocks.compactMap { PlannedHammock($0, activities) }
  }

  /// Activities whose float is used up, by index.
  public var criticalActivities: [Int] {
    activities.indices.filter { activities[$0].criticality == .critical }
  }

  /// What determines the activity's start, from the first cause to the activity itself: of several drivers the one
  /// whose predecessor has the least float. Empty for an unknown activity.
  ///
  /// - Complexity: O(V + E).
  public func drivingChain(to activity: Int) -> [Int] {
    guard activities.indices.contains(activity) else { return [] }
    var chain = [activity]
    while let last = chain.last {
      let causes = activities[last].drivers.map { network.dependencies[$0].predecessor }
      guard let next = causes.min(by: { float($0) < float($1) }) else { break }
      chain.append(next)
    }
    return chain.reversed()
  }

  /// The driving chain to the activity that finishes last; empty without activities.
  ///
  /// Where calendars differ, its activities may have float and still determine the end.
  public var longestPath: [Int] {
    // What is done as late as possible may end with the plan and still have float.
    let last = activities.indices.filter { activities[$0].finish == finish }.min { float($0) < float($1) }
    return last.map(drivingChain) ?? []
  }

  private func float(_ activity: Int) -> Int {
    activities[activity].totalFloat ?? .max
  }

  private static func criticality(_ totalFloat: Int?, nearCritical: Int) -> PlannedActivity.Criticality {
    guard let totalFloat else { return .done }
    if totalFloat <= 0 { return .critical }
    return totalFloat <= nearCritical ? .nearCritical : .uncritical
  }

  static func missed(_ network: Network, _ planned: [PlannedActivity], target: Int?) -> [Missed] {
    var missed: [Missed] = []
    for (index, dates) in planned.enumerated() {
      let activity = network.activities[index]
      func note(_ limit: Missed.Limit, _ wanted: Int?, _ date: Int) {
        guard let wanted, date > wanted else { return }
        missed.append(Missed(activity: index, limit: limit, wanted: wanted, planned: date))
      }
      if activity.progress == .planned {
        note(.notAfter, activity.constraints.notAfter, dates.start)
        if let wanted = activity.constraints.mustStart {
          var clockwork = Clockwork(calendars: network.calendars)
          let begin = clockwork.begin(activity.length, on: activity.calendar, notBefore: wanted)
          if let begin, dates.start > begin { note(.mustStart, wanted, dates.start) }
        }
      }
      note(.deadline, activity.constraints.deadline, dates.finish)
    }
    if let target, let last = planned.indices.max(by: { planned[$0].finish < planned[$1].finish }),
      planned[last].finish > target
    {
      missed.append(Missed(activity: last, limit: .target, wanted: target, planned: planned[last].finish))
    }
    return missed
  }
}
