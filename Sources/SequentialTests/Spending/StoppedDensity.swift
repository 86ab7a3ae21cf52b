import Foundation

/// The density of a walk with normal steps over the paths that have not crossed a bound yet.
///
/// It is held on a lattice that hangs from the last bound, so that one step is a convolution whose kernel depends only
/// on the distance of two nodes. The lattice is a quarter of the step's deviation or finer, and integration up to the
/// bound is corrected at that end to the sixth order.
///
/// Source: P. Armitage, C. K. McPherson, B. C. Rowe, J. R. Stat. Soc. A 132 (1969) 235–244, doi:10.2307/2343787.
struct StoppedDensity: Sendable, Equatable {
  /// Position of the first node: the last bound, or where the density has become nothing.
  private var top: Double
  /// Distance of two nodes, a power of two.
  private var spacing: Double
  /// Density times `spacing` times the weight of integration would be mass; this is the density alone, downwards.
  private var values: [Double]
  /// Information so far.
  private(set) var information: Double

  /// A walk that starts at 0 and has not moved.
  init() {
    top = 0
    spacing = 0
    values = []
    information = 0
  }

  /// Probability that the walk, not stopped so far, is at or above `level` when `information` has grown to `later`;
  /// and the density there.
  func crossing(_ level: Double, at later: Double) -> (probability: Double, density: Double) {
    let deviation = (later - information).squareRoot()
    guard !values.isEmpty else {
      return (Normal.upperTail(level / deviation), Normal.density(level / deviation) / deviation)
    }
    var probability = 0.0
    var density = 0.0
    for index in values.indices {
      let distance = (level - top + Double(index) * spacing) / deviation
      if distance > 12 { break }
      let mass = values[index] * Self.weight(index)
      probability += mass * Normal.upperTail(distance)
      density += mass * Normal.density(distance)
    }
    return (probability * spacing, density * spacing / deviation)
  }

  /// The level at or above which the walk lies with probability `tail` when information has grown to `later`.
  ///
  /// The probability is log-concave in the level, as truncation and convolution keep densities so: Newton's steps on
  /// its logarithm come down on the root from above.
  func level(tail: Double, at later: Double) -> Double {
    let deviation = (later - information).squareRoot()
    let free = later.squareRoot() * Normal.upperQuantile(log: log(tail))
    guard !values.isEmpty else { return free }
    var level = min(free, top + 6 * deviation)
    let goal = log(tail)
    for _ in 0..<40 {
      let found = crossing(level, at: later)
      guard found.probability > 0, found.density > 0 else { break }
      let step = (log(found.probability) - goal) * found.probability / found.density
      level += step
      if abs(step) <= 1e-9 * deviation { break }
    }
    return level
  }

  /// Lets information grow to `later` and stops the paths that are at or above `bound` then; nil stops none.
  mutating func advance(to later: Double, bound: Double?) {
    let deviation = (later - information).squareRoot()
    let width = later.squareRoot()
    let newTop = min(bound ?? .infinity, 8 * width)
    let newSpacing = Self.powerOfTwo(atMost: deviation / 4)
    let depth = newTop - min(newTop, 0) + 6 * width
    let count = max(8, Int((depth / newSpacing).rounded(.up)) + 1)
    guard !values.isEmpty else {
      values = (0..<count).map { Normal.density((newTop - Double($0) * newSpacing) / deviation) / deviation }
      (top, spacing, information) = (newTop, newSpacing, later)
      return
    }
    while spacing > newSpacing { refine() }
    values = convolved(deviation: deviation, from: newTop, spacing: newSpacing, count: count)
    (top, spacing, information) = (newTop, newSpacing, later)
  }

  private func convolved(deviation: Double, from newTop: Double, spacing newSpacing: Double, count: Int) -> [Double] {
    let masses = values.indices.map { values[$0] * Self.weight($0) * spacing }
    // Both spacings are powers of two, so every distance is `shift` plus a whole number of the finer one.
    let stride = Int(newSpacing / spacing)
    let shift = newTop - top
    let reach = 6.5 * deviation
    let lowest = Int(((-reach - shift) / spacing).rounded(.up))
    let highest = Int(((reach - shift) / spacing).rounded(.down))
    guard lowest <= highest else { return [Double](repeating: 0, count: count) }
    let kernel = (lowest...highest).map { Normal.density((shift + Double($0) * spacing) / deviation) / deviation }
    return (0..<count).map { index in
      // Node `index` lies newTop − index · stride · spacing, source j at top − j · spacing.
      let first = max(0, lowest + index * stride)
      let last = min(masses.count - 1, highest + index * stride)
      guard first <= last else { return 0 }
      let offset = -lowest - index * stride
      var sum = 0.0
      for source in first...last { sum += masses[source] * kernel[source + offset] }
      return sum
    }
  }

  /// Halves the spacing: sixth-order interpolation, continued beyond the top by the polynomial through six nodes.
  private mutating func refine() {
    let v = values
    func value(_ index: Int) -> Double {
      if index >= v.count { return 0 }
      if index >= 0 { return v[index] }
      let first = 6 * v[0] - 15 * v[1] + 20 * v[2] - 15 * v[3] + 6 * v[4] - v[5]
      if index == -1 { return first }
      return 6 * first - 15 * v[0] + 20 * v[1] - 15 * v[2] + 6 * v[3] - v[4]
    }
    var finer: [Double] = []
    finer.reserveCapacity(2 * v.count)
    for index in v.indices {
      finer.append(v[index])
      let near = 150 * (value(index) + value(index + 1)) - 25 * (value(index - 1) + value(index + 2))
      finer.append(max(0, (near + 3 * (value(index - 2) + value(index + 3))) / 256))
    }
    values = finer
    spacing /= 2
  }

  private static func powerOfTwo(atMost limit: Double) -> Double {
    Double(sign: .plus, exponent: Int(limit.exponent), significand: 1)
  }

  private static func weight(_ index: Int) -> Double {
    index < endWeights.count ? endWeights[index] : 1
  }

  /// Gregory's weights of the first nodes below the bound, with differences up to the fifth.
  private static let endWeights: [Double] = {
    let coefficients = [1.0 / 12, -1.0 / 24, 19.0 / 720, -3.0 / 160, 863.0 / 60_480]
    var weights = [0.5, 1, 1, 1, 1, 1]
    for (place, coefficient) in coefficients.enumerated() {
      // The difference of order k is the sum over j of (−1)^(k−j) C(k, j) f_j.
      let order = place + 1
      var binomial = 1.0
      for j in 0...order {
        weights[j] += coefficient * binomial * ((order - j).isMultiple(of: 2) ? 1 : -1)
        binomial *= Double(order - j) / Double(j + 1)
      }
    }
    return weights
  }()
}
