/// Why an activity starts when it does. Values only; whoever shows them has the names.
public enum Reason: Sendable, Hashable {
  /// It did start then.
  case actual(Int)
  /// Work that has not been done cannot lie before the status date.
  case statusDate(Int)
  /// It may not start earlier.
  case notBefore(Int)
  /// It is meant to start then.
  case mustStart(Int)
  /// It waits for the predecessor, whose date with the lag allows its start, or for `.finishToFinish` and
  /// `.startToFinish` its finish, from `bound` on.
  case after(predecessor: Int, kind: Dependency.Kind, lag: Length, bound: Int)
  /// There is no working time from one instant to the other.
  case calendar(from: Int, to: Int)
  /// That non-working time has a holiday of this name.
  case holiday(name: String)
  /// That non-working time has an absence of this name.
  case absence(name: String)
  /// That non-working time has a freeze of this name.
  case freeze(name: String)
  /// It could start at the one instant and is held until the other, which moves nothing that waits for it.
  case asLateAsPossible(from: Int, to: Int)
  /// It waits for units of the resource: until then the activity holds them, or nobody where there are too few.
  case resource(Int, heldBy: Int?, until: Int)
  /// That non-working time has an absence of this name of the resource that works on it.
  case away(resource: Int, name: String)
  /// It could start earlier and is left at the start agreed earlier.
  case kept(Int)

  init(_ closure: Closure) {
    self =
      switch closure.kind {
      case .holiday: .holiday(name: closure.name)
      case .absence: .absence(name: closure.name)
      case .freeze: .freeze(name: closure.name)
      }
  }
}
