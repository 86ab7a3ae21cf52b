/// What a curve is fitted to, checked; the scale that fits best follows from the two coefficients of shape.
struct BassProblem: Sendable {
  /// A candidate: coefficients and what the waves' sizes are multiplied by.
  struct Point: Sendable {
    var p: Double
    var q: Double
    var scale: Double
  }

  let waves: [BassMarket.Wave]
  let times: [Double]
  /// Increments that were counted.
  let observed: [Double]
  let criterion: BassFit.Criterion
  let isScaleFree: Bool
  /// The least and the greatest the scale may be; equal where it is known.
  let scaleFloor: Double
  let scaleLimit: Double
  /// Of the first wave.
  let start: Double

  var coefficients: Int { isScaleFree ? 3 : 2 }
  var span: Double { times[times.count - 1] - start }
  var adopted: Double { observed.reduce(0, +) }

  static let sizeLimit = 1e12

  init(_ counts: [BassCount], market: BassMarket, criterion: BassFit.Criterion) throws(BassError) {
    let limit: Double
    switch market {
    case .known(let size):
      (waves, isScaleFree, limit) = ([BassMarket.Wave(start: 0, eligible: size)], false, 1)
    case .atMost(let size):
      (waves, isScaleFree, limit) = ([BassMarket.Wave(start: 0, eligible: size)], true, 1)
    case .unknown:
      (waves, isScaleFree, limit) = ([BassMarket.Wave(start: 0, eligible: 1)], true, Self.sizeLimit)
    case .waves(let given, let ceiling):
      if let ceiling { guard ceiling > 0, ceiling <= 1 else { throw .invalidOptions } }
      (waves, isScaleFree, limit) = (given, ceiling == nil, ceiling ?? 1)
    }
    guard !waves.isEmpty else { throw .invalidWave(index: 0) }
    for (index, wave) in waves.enumerated() {
      guard abs(wave.start) <= Self.sizeLimit, wave.eligible > 0, wave.eligible <= Self.sizeLimit else {
        throw .invalidWave(index: index)
      }
    }
    let needed = (isScaleFree ? 3 : 2) + 1
    guard counts.count >= needed else { throw .tooFewCounts(needed: needed, given: counts.count) }
    let start = waves.reduce(Double.infinity) { min($0, $1.start) }
    var observed: [Double] = []
    var before = BassCount(time: start, cumulative: 0)
    for (index, count) in counts.enumerated() {
      guard count.time > before.time, count.time <= Self.sizeLimit else { throw .invalidTimes(index: index) }
      guard count.cumulative >= before.cumulative, count.cumulative <= Self.sizeLimit else {
        throw .invalidCount(index: index)
      }
      let open = waves.reduce(0) { $0 + ($1.start < count.time ? $1.eligible : 0) }
      // The ends of a ceiling times a head-count may differ from the count by rounding.
      guard count.cumulative <= open * limit * (1 + 1e-12) else { throw .beyondMarket(index: index) }
      observed.append(count.cumulative - before.cumulative)
      before = count
    }
    guard before.cumulative > 0 else { throw .noEstimate(.nobody) }
    self.start = start
    self.observed = observed
    self.criterion = criterion
    times = counts.map(\.time)
    scaleLimit = limit
    let all = waves.reduce(0) { $0 + $1.eligible }
    scaleFloor = isScaleFree ? min(limit, before.cumulative / all) : limit
  }

  /// How many of the waves' sizes have adopted by a time.
  func adopted(by time: Double, _ p: Double, _ q: Double) -> Double {
    waves.reduce(0) { $0 + $1.eligible * BassCurve.share(time - $1.start, p, q) }
  }

  /// Increments at scale 1.
  private func shape(_ p: Double, _ q: Double) -> [Double] {
    var before = 0.0
    return times.map { time in
      let now = adopted(by: time, p, q)
      defer { before = now }
      return now - before
    }
  }

  func increments(_ point: Point) -> [Double] {
    shape(point.p, point.q).map { $0 * point.scale }
  }

  /// What the criterion compares.
  private func compared(_ increments: [Double]) -> [Double] {
    switch criterion {
    case .increments: return increments
    case .cumulative:
      var sum = 0.0
      return increments.map { increment in
        sum += increment
        return sum
      }
    }
  }

  /// The candidate with the best scale, and what it leaves at each count.
  func candidate(_ p: Double, _ q: Double) -> (point: Point, left: [Double]) {
    let shape = compared(shape(p, q))
    let wanted = compared(observed)
    var scale = scaleLimit
    if isScaleFree {
      var (product, square) = (0.0, 0.0)
      for (value, seen) in zip(shape, wanted) {
        product += value * seen
        square += value * value
      }
      scale = square > 0 ? min(max(product / square, scaleFloor), scaleLimit) : scaleLimit
    }
    return (Point(p: p, q: q, scale: scale), zip(wanted, shape).map { $0 - scale * $1 })
  }

  func loss(_ point: Point) -> Double {
    zip(compared(observed), compared(increments(point))).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
