import Operations
import Slipway

/// How many more jobs of each kind may be handed out; the arithmetic is the same for every adapter.
struct LeaseRoom {
  private let limit: Int
  private let perKind: [Job.Kind: Int]
  private let held: [Job.Kind: Int]

  /// - Parameter held: leases that have not ended, in the whole store: the limits guard the machine.
  init(limit: Int, perKind: [Job.Kind: Int], held: [Job.Kind: Int]) {
    self.limit = max(0, limit)
    self.perKind = perKind
    self.held = held
  }

  /// A kind without a limit has only the limit of the call.
  func of(_ kind: Job.Kind) -> Int {
    guard let most = perKind[kind] else { return limit }
    // No more are held than there are rows, so only the limit can be out of bounds.
    return min(limit, max(0, max(0, most) - (held[kind] ?? 0)))
  }
}

extension Job {
  static func isEarlier(_ left: Job, _ right: Job) -> Bool {
    (left.due, left.reference) < (right.due, right.reference)
  }

  func isHeld(at now: Timestamp) -> Bool {
    holder != nil && (heldUntil.map { $0 > now } ?? false)
  }

  mutating func hand(to holder: String, until: Timestamp) {
    tries = tries.addingBounded(1)
    self.holder = holder
    heldUntil = until
  }

  mutating func release() {
    holder = nil
    heldUntil = nil
  }
}

extension StoreError {
  /// Whoever no longer holds a job has no say in it.
  static func lost(_ job: Job.Reference, by holder: String) -> StoreError {
    .unavailable("The job “\(job.key)” is not, or no longer, held by “\(holder)”.")
  }
}
