import Foundation

/// The evidence of `ShareMixture` against one ratio, as a value that is added to at every event.
///
/// It belongs to one exposure share, and takes in the evidence of others: days or departments with shares of their
/// own. Counts of its own share are whole numbers, so they merge to the same bits in any order; those of other shares
/// are kept as fifteen sums of logarithms, whose last bits depend on the order.
///
/// For the opposite question, evidence that the ratio is below a margin, exchange the arms: the share becomes
/// 1 − share, the margin m becomes a tolerated ratio of 1 ÷ m.
public struct ShareEvidence: Sendable, Equatable {
  /// The treatment arm's share of the exposure.
  public let share: Double
  /// The greatest ratio of rates that is not harm.
  public let tolerated: Double
  /// Alternatives above it.
  public let grid: RatioGrid
  /// Events in the treatment arm, of all shares.
  public var treatment: Int { own.treatment + other.treatment }
  /// Events in the control arm, of all shares.
  public var control: Int { own.control + other.control }

  private struct Counts: Equatable {
    var treatment = 0
    var control = 0
  }

  private var own = Counts()
  private var other = Counts()
  private var otherLogs = SIMD16<Double>(repeating: 0)
  /// What one event in either arm adds to each alternative.
  private let treatmentStep: SIMD16<Double>
  private let controlStep: SIMD16<Double>

  /// - Throws: `.shareOutside`, `.ratioOutside`.
  public init(share: Double, tolerated: Double = 1, grid: RatioGrid = .standard) throws(EProcessError) {
    try EProcessError.checkShare(share)
    try EProcessError.checkRatio(tolerated)
    self.share = share
    self.tolerated = tolerated
    self.grid = grid
    let level = share * tolerated / (share * tolerated + (1 - share))
    var controlStep = SIMD16<Double>(repeating: 0)
    for index in 0..<RatioGrid.count { controlStep[index] = -log1p(level * expm1(grid.logs[index])) }
    self.controlStep = controlStep
    treatmentStep = grid.logs + controlStep
  }

  /// Counts one event.
  ///
  /// - Throws: `.countOutside` beyond the greatest count.
  /// - Complexity: O(1), a few nanoseconds.
  public mutating func add(failureIn arm: Arm) throws(EProcessError) {
    guard treatment + control < EProcessError.greatestCount else { throw .countOutside }
    switch arm {
    case .treatment: own.treatment += 1
    case .control: own.control += 1
    }
  }

  /// Counts events of both arms.
  ///
  /// - Throws: `.countOutside` for negative counts and beyond the greatest.
  /// - Complexity: O(1).
  public mutating func add(treatment: Int, control: Int) throws(EProcessError) {
    try EProcessError.checkCounts(treatment, control)
    try EProcessError.checkCounts(self.treatment, self.control, treatment, control)
    own.treatment += treatment
    own.control += control
  }

  /// Takes in evidence from other events, of the same share or another.
  ///
  /// - Throws: `.differentQuestion` for another tolerated ratio or other alternatives; `.countOutside`.
  /// - Complexity: O(1).
  public mutating func merge(_ evidence: ShareEvidence) throws(EProcessError) {
    guard evidence.tolerated == tolerated, evidence.grid == grid else { throw .differentQuestion }
    try EProcessError.checkCounts(treatment, evidence.treatment, control, evidence.control)
    if evidence.share == share {
      own.treatment += evidence.own.treatment
      own.control += evidence.own.control
      other.treatment += evidence.other.treatment
      other.control += evidence.other.control
      otherLogs += evidence.otherLogs
    } else {
      other.treatment += evidence.treatment
      other.control += evidence.control
      otherLogs += evidence.logs
    }
  }

  /// ln of the e-value against a ratio of at most `tolerated`.
  ///
  /// - Complexity: O(1), fifteen exponentials.
  public var logE: Double { RatioGrid.logMean(logs) }

  private var logs: SIMD16<Double> {
    otherLogs + treatmentStep * Double(own.treatment) + controlStep * Double(own.control)
  }
}
