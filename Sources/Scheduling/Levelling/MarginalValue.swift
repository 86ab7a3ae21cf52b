/// What more of a resource would bring, found by planning again with it.
public struct MarginalValue: Sendable, Hashable {
  /// Index of the resource.
  public let resource: Int
  /// Units added at all times.
  public let added: Int
  /// The finish without it, UTC seconds; nil without activities.
  public let finish: Int?
  /// The finish with it, UTC seconds; never later.
  public let finishWithMore: Int?

  /// Minutes, day and night, by which the finish comes earlier; at least 0.
  public var minutesEarlier: Int {
    guard let finish, let finishWithMore else { return 0 }
    return (finish - finishWithMore) / 60
  }
}
