/// A distribution made ready to be drawn from: which value has a given share of the distribution below it.
///
/// Certain and triangular ones by their formula. PERT and lognormal ones as a smooth curve over the normal score of the
/// share, cubic between knots: off by at most a millionth of the range, or of the value.
struct SimulationQuantiles: Sendable {
  /// Scores from −5 to 5 in eighths.
  static let firstKnot = -5.0
  static let knotStep = 0.125
  static let cells = 80

  private enum Shape: Sendable {
    case certain(Double)
    case triangular(min: Double, mode: Double, max: Double)
    /// Values at two knots before the first cell, at its ends and so on, and two behind the last.
    case curve([Double])
  }

  private let shape: Shape
  /// The least value ever drawn.
  let least: Int
  /// The greatest value ever drawn.
  let greatest: Int

  var isCertain: Bool { least == greatest }

  /// - Parameter limit: at least 0; drawn values are held to it.
  init(_ distribution: SimulationDistribution, limit: Int) {
    switch distribution {
    case .certain(let value):
      (shape, least, greatest) = (.certain(Double(value)), value, value)
    case .triangular(let min, let mode, let max):
      (least, greatest) = (min, max)
      shape =
        min == max
        ? .certain(Double(min)) : .triangular(min: Double(min), mode: Double(mode), max: Double(max))
    case .pert(let min, let mode, let max):
      (least, greatest) = (min, max)
      guard min < max else {
        shape = .certain(Double(min))
        return
      }
      let range = Double(max - min)
      let skew = Double(mode - min) / range
      shape = .curve(SimulationPert.knots(skew).map { Double(min) + range * $0 })
    case .lognormal(let low, let high):
      guard low < high else {
        (shape, least, greatest) = (.certain(Double(low)), low, low)
        return
      }
      let (a, b) = (SimulationMath.log(Double(low)), SimulationMath.log(Double(high)))
      // The standard normal's tenth lies this far from its middle.
      let deviation = (b - a) / (2 * 1.281_551_565_544_600_4)
      let middle = (a + b) / 2
      let values = (-2...Self.cells + 2).map { knot in
        let score = Self.firstKnot + Double(knot) * Self.knotStep
        return SimulationMath.exp(middle + deviation * score)
      }
      shape = .curve(values)
      least = Int(Swift.min(values[2].rounded(), Double(limit)))
      greatest = Int(Swift.min(values[Self.cells + 2].rounded(), Double(limit)))
    }
  }

  /// Writes the values at the strata's places, ascending whole numbers, one for each stratum.
  func fill(_ values: UnsafeMutablePointer<Double>, at strata: SimulationStrata) {
    let count = SimulationStrata.count
    switch shape {
    case .certain(let value):
      values.update(repeating: value, count: count)
    case .triangular(let min, let mode, let max):
      let range = max - min
      let turn = (mode - min) / range
      strata.shares.withUnsafeBufferPointer { shares in
        guard let shares = shares.baseAddress else { return }
        let rising = Swift.min(Int((turn * Double(count)).rounded(.up)), count)
        let (rise, fall) = (range * (mode - min), range * (max - mode))
        for index in 0..<rising { values[index] = Self.whole(min + (shares[index] * rise).squareRoot()) }
        for index in rising..<count { values[index] = Self.whole(max - ((1 - shares[index]) * fall).squareRoot()) }
        // Rounding may put the height of a stratum on either side of the turn.
        if rising > 0, shares[rising - 1] > turn {
          values[rising - 1] = Self.whole(max - ((1 - shares[rising - 1]) * fall).squareRoot())
        }
      }
    case .curve(let knots):
      let (low, high) = (Double(least), Double(greatest))
      strata.fractions.withUnsafeBufferPointer { fractions in
        guard let fractions = fractions.baseAddress else { return }
        for cell in strata.cells {
          let k = cell.index + 2
          let (start, end) = (knots[k], knots[k + 1])
          let change = end - start
          let leaving = (8 * (end - knots[k - 1]) - (knots[k + 2] - knots[k - 2])) / 12
          let entering = (8 * (knots[k + 2] - start) - (knots[k + 3] - knots[k - 1])) / 12
          let square = 3 * change - 2 * leaving - entering
          let cube = leaving + entering - 2 * change
          for index in cell.from..<cell.to {
            let t = fractions[index]
            let value = start + t * (leaving + t * (square + t * cube))
            values[index] = Self.whole(value < low ? low : value > high ? high : value)
          }
        }
      }
    }
  }

  /// Whether none of its values there is above the other's in the same stratum.
  func isNeverAbove(_ other: SimulationQuantiles, at strata: SimulationStrata) -> Bool {
    if greatest <= other.least { return true }
    let count = SimulationStrata.count
    var both = [Double](repeating: 0, count: 2 * count)
    both.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      fill(first, at: strata)
      other.fill(first + count, at: strata)
    }
    return (0..<count).allSatisfy { both[$0] <= both[count + $0] }
  }

  /// The nearest whole number below 2⁵¹, by arithmetic that works on several numbers at once.
  @inline(__always)
  private static func whole(_ value: Double) -> Double {
    (value + 0x1.8p52) - 0x1.8p52
  }
}

/// The quantiles of PERT's beta distributions between 0 and 1, whose parameters α and 6 − α only the mode determines.
private enum SimulationPert {
  /// Steps of α from 1 to 5.
  private static let steps = 80
  private static let knotCount = SimulationQuantiles.cells + 5

  /// For each α the values at the knots.
  private static let table: [[Double]] = {
    let shares = (0..<knotCount).map { knot in
      SimulationMath.normal(SimulationQuantiles.firstKnot + Double(knot - 2) * SimulationQuantiles.knotStep)
    }
    var table = [[Double]](repeating: [], count: steps + 1)
    for step in 0...steps / 2 {
      let quantiles = quantiles(1 + 4 * Double(step) / Double(steps), at: shares)
      table[step] = quantiles
      table[steps - step] = quantiles.reversed().map { 1 - $0 }
    }
    return table
  }()

  /// - Parameter skew: where the mode lies, from 0 to 1.
  static func knots(_ skew: Double) -> [Double] {
    let place = skew * Double(steps)
    let first = min(max(Int(place) - 1, 0), steps - 3)
    let t = place - Double(first)
    // Lagrange's cubic through four neighbouring tables.
    let w0 = (1 - t) * (2 - t) * (3 - t) / 6
    let w1 = t * (2 - t) * (3 - t) / 2
    let w2 = t * (t - 1) * (3 - t) / 2
    let w3 = t * (t - 1) * (t - 2) / 6
    let (a, b, c, d) = (table[first], table[first + 1], table[first + 2], table[first + 3])
    return (0..<knotCount).map { w0 * a[$0] + w1 * b[$0] + w2 * c[$0] + w3 * d[$0] }
  }

  /// Newton's method on the share, held between what is known to lie on either side.
  private static func quantiles(_ a: Double, at shares: [Double]) -> [Double] {
    let logBeta = SimulationMath.logBeta(a)
    var x = 0.0
    return shares.map { share in
      var (low, high) = (x, 1.0)
      x = max(x, 1e-6)
      for _ in 0..<60 {
        let below =
          x <= 0.5
          ? SimulationMath.betaShare(a, x, logBeta: logBeta)
          : 1 - SimulationMath.betaShare(6 - a, 1 - x, logBeta: logBeta)
        let excess = below - share
        if excess > 0 { high = x } else { low = x }
        let density = SimulationMath.exp(
          (a - 1) * SimulationMath.log(x) + (5 - a) * SimulationMath.log(1 - x) - logBeta)
        var next = x - excess / density
        if !(next > low && next < high) { next = (low + high) / 2 }
        let moved = abs(next - x)
        x = next
        if moved < 1e-13 { break }
      }
      return x
    }
  }
}
