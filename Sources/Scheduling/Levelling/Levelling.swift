/// Plans whose people are never busy twice.
public enum Levelling {
  /// Dates for a network that its crew can keep, as early as the search finds them.
  ///
  /// What is done keeps its dates. What has begun keeps its start and comes first wherever it waits for people. Nothing
  /// is interrupted but by non-working time. Of two plans the one that finishes earlier is better, a finish before the
  /// one agreed earlier being no better than that; then the one with less weighted lateness, then the one that moves
  /// starts by fewer minutes against the baseline, then the one that loads its resources more evenly. With a baseline,
  /// nothing starts earlier than agreed unless that serves the finish.
  ///
  /// - Parameters:
  ///   - network: calendars must hold the status date, every actual and limiting date, and late dates, which negative
  ///     float puts before the status date: leave a margin on both sides.
  ///   - crew: one entry of work for each activity.
  ///   - statusDate: UTC seconds.
  ///   - search: how long to look. The same values give the same plan unless `shouldStop` intervenes.
  ///   - shouldStop: asked between schedules; when true, the best plan so far is returned.
  ///   - progress: told after each schedule.
  /// - Throws: what is wrong first, in the order in which `LevellingError` lists it.
  /// - Complexity: O(schedules × (V log V + E + V × modes × log of what is taken)).
  public static func level(
    _ network: Network, crew: Crew, statusDate: Int, search: LevellingSearch = LevellingSearch(),
    shouldStop: () -> Bool = { false }, progress: (LevellingProgress) -> Void = { _ in }
  ) throws(LevellingError) -> LevelledPlan {
    let model = try LevelModel(network, crew, statusDate: statusDate)
    let relaxation = try LevelRelaxation(model)
    let lowerBound = LevelBound(model, relaxation).finish()
    var levelSearch = LevelSearch(model, relaxation, search, lowerBound: lowerBound)
    let best = try levelSearch.run(shouldStop: shouldStop, progress: progress)
    var assembly = LevelAssembly(model, best, levelSearch.decoder.fitting)
    return try assembly.plan(
      target: search.target, nearCritical: search.nearCritical, lowerBound: lowerBound,
      schedules: levelSearch.decoder.generated)
  }

  /// What `added` more units of a resource, at all times, would bring: both plans are looked for with the same budget.
  ///
  /// - Parameters: as for `level`; `added` more than 0.
  /// - Throws: as `level` does; `.unknownResource` with activity 0 when there is no such resource.
  public static func marginalValue(
    of resource: Int, added: Int = 1, _ network: Network, crew: Crew, statusDate: Int,
    search: LevellingSearch = LevellingSearch(), shouldStop: () -> Bool = { false }
  ) throws(LevellingError) -> MarginalValue {
    let plan = try level(network, crew: crew, statusDate: statusDate, search: search, shouldStop: shouldStop)
    return try marginalValue(
      of: resource, added: added, beside: plan, network, crew: crew, statusDate: statusDate, search: search,
      shouldStop: shouldStop)
  }

  /// The same beside a plan that has been found already with that crew.
  public static func marginalValue(
    of resource: Int, added: Int = 1, beside plan: LevelledPlan, _ network: Network, crew: Crew, statusDate: Int,
    search: LevellingSearch = LevellingSearch(), shouldStop: () -> Bool = { false }
  ) throws(LevellingError) -> MarginalValue {
    guard crew.resources.indices.contains(resource) else { throw .unknownResource(activity: 0, resource: resource) }
    var larger = crew
    larger.resources[resource].capacity = crew.resources[resource].capacity.saturatingAdd(max(0, added))
    for step in larger.resources[resource].steps.indices {
      let capacity = larger.resources[resource].steps[step].capacity
      larger.resources[resource].steps[step].capacity = capacity.saturatingAdd(max(0, added))
    }
    let more = try level(network, crew: larger, statusDate: statusDate, search: search, shouldStop: shouldStop)
    // The plan without it is a plan with it, too.
    let finish = more.finish.map { min($0, plan.finish ?? $0) }
    return MarginalValue(resource: resource, added: added, finish: plan.finish, finishWithMore: finish)
  }
}
