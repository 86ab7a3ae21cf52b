package import Admission

/// Everyone the journal knows, in dense order of arrival, so that passes over all people touch arrays only.
package struct Roster: Sendable, Equatable {
  package private(set) var members: [Member] = []
  /// The distinct combinations of what selectors look at; a member points at one.
  package private(set) var posts: [Post] = []
  private var indexOf: [PersonNumber: Int] = [:]
  private var postIndex: [Post: Int] = [:]

  package struct Member: Sendable, Equatable {
    package var number: PersonNumber
    package var membership: Membership
    /// Salted digest of the directory row; nil once erased.
    package var row: String?
    package var hasLeft: Bool
    package var post: Int
    /// The person's bucket in this programme, fixed for ever.
    package var bucket: Bucket
  }

  /// What selectors look at.
  package struct Post: Sendable, Hashable {
    package var kind: PersonKind
    package var unit: Key<Unit>?
    package var site: Key<Site>?
    package var role: Key<Role>?
  }

  package init() {}

  package func member(_ number: PersonNumber) -> Member? { indexOf[number].map { members[$0] } }

  package func index(of number: PersonNumber) -> Int? { indexOf[number] }

  /// Whether the person has joined and not left; their own dates are not looked at.
  package func isPresent(_ number: PersonNumber) -> Bool { indexOf[number].map { !members[$0].hasLeft } ?? false }

  /// How many belong now.
  package var present: Int { members.reduce(into: 0) { $0 += $1.hasLeft ? 0 : 1 } }

  package mutating func set(_ change: MembershipChange.Joined, in programme: Key<Programme>) {
    let known = indexOf[change.number]
    let bucket =
      known.map { members[$0].bucket } ?? Bucket.of(programme: programme.text, person: String(change.number.value))
    let member = Member(
      number: change.number, membership: change.membership, row: change.row, hasLeft: false,
      post: postNumber(of: change.membership), bucket: bucket)
    if let index = known {
      members[index] = member
    } else {
      indexOf[change.number] = members.count
      members.append(member)
    }
  }

  /// - Returns: false when nobody present has this number.
  package mutating func remove(_ number: PersonNumber) -> Bool {
    guard let index = indexOf[number], !members[index].hasLeft else { return false }
    members[index].hasLeft = true
    return true
  }

  /// Forgets the digest of the erased row; the member, and with it every total, stays.
  package mutating func erase(_ number: PersonNumber) -> Bool {
    guard let index = indexOf[number] else { return false }
    members[index].row = nil
    return true
  }

  private mutating func postNumber(of membership: Membership) -> Int {
    let primary = membership.primary
    let post = Post(kind: membership.kind, unit: primary?.unit, site: primary?.site, role: primary?.role)
    if let known = postIndex[post] { return known }
    postIndex[post] = posts.count
    posts.append(post)
    return posts.count - 1
  }
}
