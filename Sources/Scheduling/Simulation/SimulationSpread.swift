/// What was drawn of one quantity: instants in UTC seconds, or money in minor units.
public struct SimulationSpread: Sendable, Hashable {
  /// A point of the S-curve.
  public struct Point: Sendable, Hashable {
    /// The instant or the money.
    public let value: Int
    /// The share of samples at most that, from 0 to 1.
    public let share: Double
  }

  /// Every sample, ascending; never empty.
  public let sorted: [Int]
  /// The average.
  public let mean: Double
  /// Of the samples, with n − 1; 0 for a single one.
  public let standardDeviation: Double
  /// How far the mean may be off: from the spread of the batches' means, which knows of the stratification.
  public let meanError: Double
  /// How far P80 may be off, from the spread of the batches' P80.
  public let p80Error: Double

  /// The least value that at least so many per cent of the samples do not exceed (nearest rank); from 1 to 100, else
  /// the nearest of these.
  public func percentile(_ percent: Int) -> Int {
    let share = min(max(percent, 1), 100)
    return sorted[(share * sorted.count + 99) / 100 - 1]
  }

  /// A tenth of the samples are at most this.
  public var p10: Int { percentile(10) }
  /// Half of the samples are at most this.
  public var p50: Int { percentile(50) }
  /// Four fifths of the samples are at most this.
  public var p80: Int { percentile(80) }
  /// Nine tenths of the samples are at most this.
  public var p90: Int { percentile(90) }

  /// The share of samples that are at most `value`.
  ///
  /// - Complexity: O(log samples).
  public func chance(atMost value: Int) -> Double {
    Double(sorted.countOfPrefix { $0 <= value }) / Double(sorted.count)
  }

  /// The S-curve: the least sample, then the percentiles at equal steps of share up to the greatest sample.
  ///
  /// - Parameter steps: from 1 to 1000, else the nearest of these.
  public func curve(steps: Int = 50) -> [Point] {
    let steps = min(max(steps, 1), 1000)
    var points = [Point(value: sorted[0], share: chance(atMost: sorted[0]))]
    for step in 1...steps {
      let rank = (step * sorted.count + steps - 1) / steps
      points.append(Point(value: sorted[rank - 1], share: Double(rank) / Double(sorted.count)))
    }
    return points
  }
}
