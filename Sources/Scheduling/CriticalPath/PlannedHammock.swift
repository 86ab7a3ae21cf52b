/// The dates of a span, UTC seconds, as those of its members make them.
public struct PlannedHammock: Sendable, Hashable {
  /// The first start of its members.
  public let start: Int
  /// The last finish of its members.
  public let finish: Int
  /// Indices of the members that start first.
  public let startedBy: [Int]
  /// Indices of the members that finish last.
  public let finishedBy: [Int]
  /// The least total float of its members, in minutes of that member's clock; nil when all are done.
  public let totalFloat: Int?

  /// - Parameter activities: holds every member, of which there is one.
  init?(_ hammock: Hammock, _ activities: [PlannedActivity]) {
    let members = Set(hammock.members).sorted()
    guard let start = members.map({ activities[$0].start }).min(),
      let finish = members.map({ activities[$0].finish }).max()
    else { return nil }
    self.start = start
    self.finish = finish
    startedBy = members.filter { activities[$0].start == start }
    finishedBy = members.filter { activities[$0].finish == finish }
    totalFloat = members.compactMap { activities[$0].totalFloat }.min()
  }
}
