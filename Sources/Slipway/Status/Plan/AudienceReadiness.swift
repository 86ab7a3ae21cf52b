package import Scheduling

/// When the plan has each audience ready: the day after the last work item that its criteria name.
package enum AudienceReadiness {
  /// - Returns: by index into `Programme.audiences`; nil where no criterion of an audience names a work item.
  package static func days(_ state: State, _ status: Status, _ plan: PlanStatus) -> [CivilDate?] {
    let programme = status.programme
    guard let clocks = state.spec?.clocks else { return programme.audiences.map { _ in nil } }
    let finish = Dictionary(plan.items.map { ($0.item.id, ($0.finish, $0.item.calendar)) }) { first, _ in first }
    return programme.audiences.map { audience in
      programme.readiness.criteria.compactMap { criterion -> CivilDate? in
        guard case .item(let item) = criterion.check,
          criterion.audiences.isEmpty || criterion.audiences.contains(audience.id), let (at, calendar) = finish[item]
        else { return nil }
        return clocks.date(at, at: calendar).adding(days: 1)
      }.max()
    }
  }
}
