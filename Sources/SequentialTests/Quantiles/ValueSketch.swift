/// A mergeable histogram of values for questions about quantiles.
///
/// Each value is known within 1 % (a `SketchBin`), each count exactly, so merging is addition and gives the same sketch
/// in any order. Answers come as bounds that hold for the values themselves.
///
/// At most `maximumBins` bins are kept: when more are used the lowest are counted in the lowest one kept, which then has
/// no lower edge. Which those are does not depend on the order either. 4,096 bins are 64 octaves full of values.
///
/// - Source of the idea: C. Masson, J. E. Rim, H. K. Lee, PVLDB 12 (2019) 2195–2205, doi:10.14778/3352063.3352135.
public struct ValueSketch: Sendable, Equatable {
  /// The most bins a sketch keeps.
  public static let maximumBins = 4_096
  /// The most values that can be counted.
  public static let maximumCount = Moments.maximumCount

  /// All values counted.
  public private(set) var count: Int
  /// Numbers of the used bins, ascending.
  private(set) var bins: [Int32]
  /// How many values each used bin holds; at least 1.
  private(set) var counts: [Int]
  /// Whether the lowest bin also holds the values of lower bins.
  public private(set) var isCollapsed: Bool

  /// Nothing counted yet.
  public init() {
    count = 0
    bins = []
    counts = []
    isCollapsed = false
  }

  /// What was kept elsewhere; nil unless it is what a sketch can come to.
  init?(bins: [Int32], counts: [Int], isCollapsed: Bool) {
    guard
      bins.count == counts.count, bins.count <= Self.maximumBins,
      !isCollapsed || bins.count == Self.maximumBins,
      bins.allSatisfy(SketchBin.range.contains), zip(bins, bins.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    var total = 0
    for count in counts {
      guard count > 0, count <= Self.maximumCount - total else { return nil }
      total += count
    }
    self.count = total
    self.bins = bins
    self.counts = counts
    self.isCollapsed = isCollapsed
  }

  /// Counts a value.
  ///
  /// - Throws: `.notFinite`; `.overflow` above `maximumCount`. Nothing is counted then.
  /// - Complexity: O(log bins), O(bins) for the first value of a bin.
  public mutating func add(_ value: Double) throws(StatisticsError) {
    guard value.isFinite else { throw .notFinite }
    guard count < Self.maximumCount else { throw .overflow }
    count += 1
    let bin = SketchBin.index(value)
    let place = place(of: bin)
    if place < bins.count, bins[place] == bin {
      counts[place] += 1
    } else if place == 0, bins.count == Self.maximumBins {
      counts[0] += 1
      isCollapsed = true
    } else {
      bins.insert(bin, at: place)
      counts.insert(1, at: place)
      collapse()
    }
  }

  /// Counts all that another sketch has counted.
  ///
  /// - Throws: `.overflow` above `maximumCount`. Nothing is counted then.
  /// - Complexity: O(bins of both).
  public mutating func merge(_ other: ValueSketch) throws(StatisticsError) {
    guard other.count <= Self.maximumCount - count else { throw .overflow }
    var mergedBins: [Int32] = []
    var mergedCounts: [Int] = []
    mergedBins.reserveCapacity(bins.count + other.bins.count)
    mergedCounts.reserveCapacity(bins.count + other.bins.count)
    var mine = 0
    var others = 0
    while mine < bins.count || others < other.bins.count {
      let takesMine = mine < bins.count && (others == other.bins.count || bins[mine] <= other.bins[others])
      let bin = takesMine ? bins[mine] : other.bins[others]
      var sum = 0
      if takesMine {
        sum += counts[mine]
        mine += 1
      }
      if others < other.bins.count, other.bins[others] == bin {
        sum += other.counts[others]
        others += 1
      }
      mergedBins.append(bin)
      mergedCounts.append(sum)
    }
    count += other.count
    bins = mergedBins
    counts = mergedCounts
    isCollapsed = isCollapsed || other.isCollapsed
    collapse()
  }

  /// Counts the values of too many bins in the lowest one that is kept.
  ///
  /// The highest bins of all values are among the highest of every part, and a part's lowest bin, where it collapsed,
  /// is not above the lowest of the whole: so what is kept does not depend on the order of merging.
  private mutating func collapse() {
    let excess = bins.count - Self.maximumBins
    guard excess > 0 else { return }
    counts[excess] += counts[..<excess].reduce(0, +)
    bins.removeFirst(excess)
    counts.removeFirst(excess)
    isCollapsed = true
  }

  /// Place of the first used bin that is not below a bin.
  private func place(of bin: Int32) -> Int {
    var low = 0
    var high = bins.count
    while low < high {
      let middle = (low + high) / 2
      if bins[middle] < bin { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Bounds

  /// The least number that is at most all values of the used bin at a place.
  func lowerEdge(at place: Int) -> Double {
    place == 0 && isCollapsed ? -.greatestFiniteMagnitude : SketchBin.lower(bins[place])
  }

  /// The least number that is at least all values of the used bin at a place.
  func upperEdge(at place: Int) -> Double { SketchBin.upper(bins[place]) }

  /// How many values are at most a limit: at least the lower bound, at most the upper one; equal when the limit is an
  /// edge or lies in an unused bin.
  ///
  /// - Returns: nil for NaN.
  /// - Complexity: O(bins).
  public func count(atMost limit: Double) -> ClosedRange<Int>? {
    guard !limit.isNaN else { return nil }
    var sure = 0
    var possible = 0
    for place in bins.indices {
      let lower = lowerEdge(at: place)
      // Zero is a bin of its own, positive bins exclude their lower edge and so do negative ones their upper edge.
      let begins = bins[place] > 0 && !(place == 0 && isCollapsed) ? lower < limit : lower <= limit
      guard begins else { break }
      possible += counts[place]
      if upperEdge(at: place) <= limit { sure += counts[place] }
    }
    return sure...possible
  }

  /// Bounds of the smallest value that at least a share of all values do not exceed.
  ///
  /// The upper bound is within 1/64 of the lower one, except where the lowest bins were collapsed: there the lower bound
  /// is the lowest finite number.
  ///
  /// - Parameter share: 0.5 for the median, 0.95 for the 95th percentile.
  /// - Returns: nil for an empty sketch and for a share outside 0 to 1.
  /// - Complexity: O(bins).
  public func quantile(_ share: Double) -> ClosedRange<Double>? {
    guard count > 0, share >= 0, share <= 1 else { return nil }
    let rank = max(1, (share * Double(count)).rounded(.up))
    return value(ofRank: Int(rank))
  }

  /// Bounds of the value with a rank in ascending order, counted from 1.
  ///
  /// - Returns: nil unless the rank is in 1 to `count`.
  func value(ofRank rank: Int) -> ClosedRange<Double>? {
    guard rank >= 1 else { return nil }
    var below = 0
    for place in bins.indices {
      below += counts[place]
      if rank <= below { return lowerEdge(at: place)...upperEdge(at: place) }
    }
    return nil
  }
}
