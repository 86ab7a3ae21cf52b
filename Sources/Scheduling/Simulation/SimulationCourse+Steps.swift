/// What the passes read.
extension SimulationCourse {
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16
    /// Instants bound its start, or it has openings.
    static let general = Flags(rawValue: 1 << 0)
    /// The bounds on its start may be odd.
    static let odd = Flags(rawValue: 1 << 1)
    /// Whatever is drawn it takes no time.
    static let zero = Flags(rawValue: 1 << 2)
    /// It may take no time.
    static let mixed = Flags(rawValue: 1 << 3)
    /// Something bounds its finish.
    static let finishBound = Flags(rawValue: 1 << 4)
    /// Other rows than its finish are wanted.
    static let rows = Flags(rawValue: 1 << 5)
    /// The finish of the whole is nearest to it.
    static let terminal = Flags(rawValue: 1 << 6)
    /// It may leave the horizon.
    static let watched = Flags(rawValue: 1 << 7)
    /// Its dates may grow too large to add to.
    static let clamped = Flags(rawValue: 1 << 8)
    /// Something bounds its late start, or instants bound its late finish.
    static let generalLate = Flags(rawValue: 1 << 9)
    /// Other late rows than its start are wanted.
    static let rowsLate = Flags(rawValue: 1 << 10)

    static let forward: Flags = [
      .general, .odd, .zero, .mixed, .finishBound, .rows, .terminal, .watched, .clamped,
    ]
    static let backward: Flags = [.zero, .mixed, .terminal, .clamped, .generalLate, .rowsLate]
  }

  struct Node: Sendable {
    let activity: Int
    var axis: Int
    var flags: Flags = []
    /// The code from which its start is possible.
    var bound: Int32 = 0
    /// The same as an instant, for openings.
    var boundInstant: Int32 = 0
    /// The instant from which its finish is possible.
    var finishInstant: Int32 = .min
    /// Instants at which it may start.
    var openings: [Int32] = []
    /// Where else its dates go: codes, then instants.
    var startRow: Int?
    var startInstantRow: Int?
    var finishInstantRow: Int?
    var lateStartInstantRow: Int?
    var lateFinishInstantRow: Int?
    /// Dependencies into it.
    var plain = 0..<0
    var lagged = 0..<0
    var general = 0..<0
    /// Dependencies out of it.
    var plainLate = 0..<0
    var laggedLate = 0..<0
    var startLate = 0..<0
    var generalLate = 0..<0
  }

  /// What the forward pass needs of most nodes; the ranges begin where the previous node's end.
  struct Step: Sendable {
    let plainEnd: Int32
    let laggedEnd: Int32
    let bound: Int32
    let axis: Int32
    let flags: Flags
  }

  /// What the backward pass needs of most nodes.
  struct LateStep: Sendable {
    let plainFrom: Int32
    let plainEnd: Int32
    let laggedFrom: Int32
    let laggedEnd: Int32
    let axis: Int32
    let flags: Flags
  }

  /// A code row, to which a lag in codes is added once its parity is dropped.
  struct Lagged: Sendable {
    let row: Int32
    let lag: Int32
  }

  /// An instant row, and how it bounds.
  struct General: Sendable {
    let row: Int
    /// Minutes, day and night.
    let elapsed: Int32
    /// Twice the working minutes on that axis.
    let working: Int32
    let axis: Int
    /// Whether it bounds a start.
    let boundsStart: Bool
  }
}
