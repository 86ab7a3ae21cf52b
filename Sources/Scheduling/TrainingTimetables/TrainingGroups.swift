/// Demands that differ only in the person, put together; and groups that may sit in one session.
struct TrainingGroups: Sendable {
  /// People with the same course, language, site, shift and window.
  struct Group: Sendable {
    let demand: TrainingDemand
    let cohort: Int
    var members: [Int]
  }

  private(set) var groups: [Group] = []
  /// Groups by cohort: same course, language and site.
  private(set) var cohorts: [[Int]] = []

  init(_ problem: TrainingProblem, demands: [Int]) {
    struct Cohort: Hashable {
      let course: Int
      let language: Int
      let site: Int
    }
    var known: [TrainingDemand: Int] = [:]
    var names: [Cohort: Int] = [:]
    for index in demands {
      var demand = problem.demands[index]
      demand.person = 0
      if let group = known[demand] {
        groups[group].members.append(index)
        continue
      }
      let name = Cohort(course: demand.course, language: demand.language, site: demand.site)
      let cohort = names[name] ?? cohorts.count
      if cohort == cohorts.count {
        names[name] = cohort
        cohorts.append([])
      }
      known[demand] = groups.count
      cohorts[cohort].append(groups.count)
      groups.append(Group(demand: demand, cohort: cohort, members: [index]))
    }
  }
}
