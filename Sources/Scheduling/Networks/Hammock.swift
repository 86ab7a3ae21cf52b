/// Something that lasts from the first start to the last finish of its members and waits for nothing itself, such as a
/// phase, or the hire of a machine. Known by its index in the network.
public struct Hammock: Sendable, Hashable {
  /// Indices of the activities that it spans.
  public var members: [Int]

  /// A span over those activities; without any the network refuses it.
  public init(members: [Int]) {
    self.members = members
  }
}
