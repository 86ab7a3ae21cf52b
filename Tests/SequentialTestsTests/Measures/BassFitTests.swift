import Testing

@testable import SequentialTests

@Suite struct BassFitTests {
  private static func counts(_ p: Double, _ q: Double, _ m: Double, _ times: [Double], rounded: Bool = false) throws
    -> [BassCount]
  {
    let curve = try BassCurve(innovation: p, imitation: q, market: m)
    return try times.map { time in
      let exact = try curve.cumulative(at: time)
      return BassCount(time: time, cumulative: rounded ? exact.rounded() : exact)
    }
  }

  private static func steps(_ count: Int, _ length: Double = 1) -> [Double] {
    (1...count).map { Double($0) * length }
  }

  @Test func eightRoundedCounts() throws {
    let counts = try Self.counts(0.03, 0.38, 1000, Self.steps(8), rounded: true)
    let fit = try BassFit(counts, market: .unknown, criterion: .cumulative)
    #expect(isNear(fit.market, 1006.35, 0.005))
    #expect(isNear(fit.innovation, 0.029951, 5e-7) && isNear(fit.imitation, 0.377477, 5e-7))
    #expect(fit.degreesOfFreedom == 5 && !fit.isMarketAtLimit)
    let increments = try BassFit(counts, market: .unknown)
    #expect(isNear(increments.market, 1005.4177, 0.0005))
    #expect(isNear(increments.innovation, 0.0299518, 5e-7) && isNear(increments.imitation, 0.3778721, 5e-7))
  }

  @Test func tenIncrementsGiveARoughStart() throws {
    let counts = try Self.counts(0.03, 0.38, 1000, Self.steps(10), rounded: true)
    let rough = try #require(BassFit.roughCurve(counts.map(\.cumulative)))
    #expect(isNear(rough.market, 945.456, 5e-4))
    #expect(isNear(rough.innovation, 0.0400246, 5e-8) && isNear(rough.imitation, 0.386500, 5e-7))
    #expect(BassFit.roughCurve([]) == nil && BassFit.roughCurve([1, 2, 3]) == nil)
    #expect(BassFit.roughCurve([0, 0, 0, 0]) == nil && BassFit.roughCurve([1, 2, .nan, 4, 5]) == nil)
    #expect(BassFit.roughCurve([1, 2, 4, 8, 16, 32]) == nil, "growth without slowing has no market")
  }

  /// Counts from a curve give that curve, whatever is known of the market, in days as in months.
  @Test(arguments: [(0.03, 0.38, 1000.0), (0.01, 0.6, 500), (0.08, 0.3, 2000), (0.2, 0.1, 300), (0.002, 0.9, 40)])
  func recoversCurves(p: Double, q: Double, m: Double) throws {
    for length in [1.0, 30] {
      let times = Self.steps(12, length)
      let counts = try Self.counts(p / length, q / length, m, times)
      for market in [BassMarket.known(m), .atMost(3 * m), .unknown] {
        for criterion in BassFit.Criterion.allCases {
          let fit = try BassFit(counts, market: market, criterion: criterion)
          #expect(isNear(fit.innovation * length, p, 1e-6 * p) && isNear(fit.imitation * length, q, 1e-5))
          #expect(isNear(fit.market, m, 1e-5 * m) && fit.sumOfSquares < 1e-9)
        }
      }
    }
  }

  @Test func recoversStaggeredWaves() throws {
    let waves = [
      BassMarket.Wave(start: 0, eligible: 200), .init(start: 14, eligible: 500), .init(start: 35, eligible: 300),
    ]
    let truth = try BassSum(
      try waves.map {
        .init(start: $0.start, curve: try BassCurve(innovation: 0.02, imitation: 0.15, market: 0.8 * $0.eligible))
      })
    let counts = try Self.steps(20, 3).map { BassCount(time: $0, cumulative: try truth.cumulative(at: $0)) }
    for ceiling in [0.8, nil] {
      let fit = try BassFit(counts, market: .waves(waves, ceiling: ceiling))
      #expect(isNear(fit.innovation, 0.02, 1e-7) && isNear(fit.imitation, 0.15, 1e-6))
      #expect(isNear(fit.market, 800, 1e-3) && fit.curve.waves.map(\.start) == [0, 14, 35])
    }
    // As one wave the same counts are far from any curve.
    let lumped = try BassFit(counts, market: .known(800))
    #expect(lumped.sumOfSquares > 100)
  }

  /// No coefficients on a fine net do better.
  @Test(arguments: 0..<6)
  func nothingNearDoesBetter(seed: Int) throws {
    var dice = MeasureDice(seed)
    var sum = 0.0
    let curve = try BassCurve(innovation: 0.04, imitation: 0.4, market: 300)
    var before = 0.0
    let counts = try Self.steps(10).map { time in
      let now = try curve.cumulative(at: time)
      sum += max(0, ((now - before) * (0.5 + dice.unit())).rounded())
      before = now
      return BassCount(time: time, cumulative: sum)
    }
    let fit = try BassFit(counts, market: .known(400))
    func loss(_ p: Double, _ q: Double) throws -> Double {
      let other = try BassCurve(innovation: p, imitation: q, market: 400)
      var (loss, last, seen) = (0.0, 0.0, 0.0)
      for count in counts {
        let now = try other.cumulative(at: count.time)
        let left = count.cumulative - seen - (now - last)
        (loss, last, seen) = (loss + left * left, now, count.cumulative)
      }
      return loss
    }
    #expect(try isNear(fit.sumOfSquares, loss(fit.innovation, max(fit.imitation, 1e-12)), 1e-6))
    for i in 1...40 {
      for j in 0...40 {
        #expect(try loss(Double(i) * 0.005, Double(j) * 0.03) >= fit.sumOfSquares * (1 - 1e-9))
      }
    }
  }

  @Test func marketsStayWithinTheEligible() throws {
    // No slowing is seen yet: the best market would be far greater than there are people.
    let counts = [3, 7, 13, 22, 35, 54].enumerated().map { BassCount(time: Double($0 + 1), cumulative: $1) }
    let fit = try BassFit(counts, market: .atMost(200))
    #expect(fit.market == 200 && fit.isMarketAtLimit)
    let free = try BassFit(counts, market: .atMost(1e6))
    #expect(free.market < 1e6 || free.isMarketAtLimit)
    // The market is never less than have adopted.
    let done = [40, 70, 85, 93, 97, 99, 100, 100].enumerated().map { BassCount(time: Double($0 + 1), cumulative: $1) }
    #expect(try BassFit(done, market: .atMost(500)).market >= 100)
  }

  private func error(_ counts: [(Double, Double)], _ market: BassMarket = .unknown) -> BassError? {
    do throws(BassError) {
      _ = try BassFit(counts.map { BassCount(time: $0.0, cumulative: $0.1) }, market: market)
      return nil
    } catch {
      return error
    }
  }

  @Test func saysWhereThereIsNoEstimate() {
    let zeros = (1...6).map { (Double($0), 0.0) }
    #expect(error(zeros) == .noEstimate(.nobody))
    let doubling = (1...8).map { (Double($0), Double(1 << $0)) }
    #expect(error(doubling) == .noEstimate(.marketUnbounded))
    #expect(error(doubling, .atMost(1000)) == nil, "the head-count gives an estimate")
    let atOnce = (1...6).map { (Double($0), 100.0) }
    #expect(error(atOnce) == .noEstimate(.atOnce))
    #expect(error(atOnce, .known(100)) == .noEstimate(.atOnce))
    let late = (1...6).map { (Double($0), $0 == 6 ? 100.0 : 0) }
    #expect(error(late, .known(100)) == .noEstimate(.noInnovation))
    let straight = (1...8).map { (Double($0), Double(10 * $0)) }
    #expect(error(straight) == .noEstimate(.marketUnbounded))
  }

  @Test func refusesCountsThatAreNone() {
    let good = [(1.0, 5.0), (2, 12), (3, 22), (4, 31), (5, 37)]
    #expect(error(good) == nil)
    #expect(error([]) == .tooFewCounts(needed: 4, given: 0))
    #expect(error(Array(good.prefix(3))) == .tooFewCounts(needed: 4, given: 3))
    #expect(error(Array(good.prefix(2)), .known(50)) == .tooFewCounts(needed: 3, given: 2))
    for bad in [-1, .nan, .infinity, 4.9] {
      var counts = good
      counts[1].1 = bad
      #expect(error(counts) == .invalidCount(index: 1))
    }
    for bad in [1, 0.5, .nan, .infinity, -3] {
      var counts = good
      counts[1].0 = bad
      #expect(error(counts) == .invalidTimes(index: 1))
    }
    #expect(error([(0, 1)] + good) == .invalidTimes(index: 0), "nobody has adopted at the start itself")
    #expect(error(good, .known(36)) == .beyondMarket(index: 4))
    #expect(error(good, .atMost(20)) == .beyondMarket(index: 2))
    let waves = [BassMarket.Wave(start: 0, eligible: 10), .init(start: 3, eligible: 100)]
    #expect(error(good, .waves(waves, ceiling: nil)) == .beyondMarket(index: 1), "the second wave has not begun")
    for market in [BassMarket.known(0), .known(.nan), .known(-5), .atMost(.infinity), .waves([], ceiling: nil)] {
      #expect(error(good, market) == .invalidWave(index: 0))
    }
    for ceiling in [0, 1.1, .nan, -1] {
      #expect(error(good, .waves(waves, ceiling: ceiling)) == .invalidOptions)
    }
    #expect(error(good, .waves([.init(start: .nan, eligible: 50)], ceiling: 1)) == .invalidWave(index: 0))
  }

  @Test func huge() throws {
    let counts = try Self.counts(0.03, 0.38, 9e11, Self.steps(10))
    #expect(try isNear(BassFit(counts, market: .known(9e11)).imitation, 0.38, 1e-6))
    #expect(error([(1e-9, 1), (2e-9, 3), (1e12, 4)], .known(5)) != .tooFewCounts(needed: 3, given: 3))
  }

  /// Whatever is counted, there is a curve of finite numbers within its bounds, or a reason why not.
  @Test(arguments: 0..<20)
  func anyCountsGiveACurveOrAReason(seed: Int) {
    var dice = MeasureDice(seed)
    let unit = [1e-6, 1, 1e6][dice.int(0...2)]
    let most = [3, 50, 100_000][dice.int(0...2)]
    var (time, sum) = (0.0, 0.0)
    let counts = (0..<dice.int(3...12)).map { _ in
      time += unit * [1, 1, 0.001, 50][dice.int(0...3)]
      sum += dice.int(0...2) == 0 ? 0 : Double(dice.int(0...most))
      return BassCount(time: time, cumulative: sum)
    }
    let waves = [
      BassMarket.Wave(start: 0, eligible: sum + 1), .init(start: time * dice.unit(), eligible: sum * 10 + 1),
    ]
    let markets: [BassMarket] = [
      .known(sum + 1), .known(sum * 1e4 + 1), .atMost(sum + 1), .atMost(1e11), .unknown, .waves(waves, ceiling: 1),
      .waves(waves, ceiling: nil),
    ]
    for market in markets {
      for criterion in BassFit.Criterion.allCases {
        guard let fit = try? BassFit(counts, market: market, criterion: criterion) else { continue }
        #expect(fit.innovation > 0 && fit.imitation >= 0 && fit.market >= sum * (1 - 1e-12))
        #expect(fit.market.isFinite && fit.sumOfSquares.isFinite && fit.dispersion > 0 && fit.dispersion.isFinite)
        guard let forecast = try? fit.forecast(at: [time * 1.1, time * 3, time * 1e6]) else {
          Issue.record("a fit without a forecast")
          continue
        }
        for point in forecast {
          #expect(point.cumulative >= sum && point.cumulative <= fit.market * (1 + 1e-9) + 1e-9)
          if let interval = point.interval { #expect(interval.lower >= sum && interval.lower <= interval.upper) }
        }
      }
    }
  }

  @Test func forecastsGoOnFromWhatWasCounted() throws {
    let counts = try Self.counts(0.03, 0.38, 1000, Self.steps(8), rounded: true)
    let curve = try BassCurve(innovation: 0.03, imitation: 0.38, market: 1000)
    let fit = try BassFit(counts, market: .known(1000))
    let forecast = try fit.forecast(at: [9, 12, 20, 200])
    var last = counts[7].cumulative
    for point in forecast {
      #expect(try isNear(point.cumulative, curve.cumulative(at: point.time), 2))
      #expect(point.cumulative >= last)
      last = point.cumulative
      let interval = try #require(point.interval)
      #expect(interval.lower <= point.cumulative && point.cumulative <= interval.upper && interval.upper <= 1000)
      #expect(interval.lower >= counts[7].cumulative)
    }
    #expect(isNear(forecast[3].cumulative, 1000, 1e-6))
    for time in [8, 0, .nan, .infinity] {
      #expect(throws: BassError.invalidTimes(index: 0)) { try fit.forecast(at: [time]) }
    }
    #expect(throws: BassError.invalidOptions) { try fit.forecast(at: [9], confidence: 1) }
    #expect(try fit.forecast(at: []).isEmpty)
  }

  /// People who adopt each by themselves along a curve: 80 % bands hold what comes in about 80 % of rollouts.
  @Test(arguments: [(0.03, 0.3, 400), (0.1, 0.2, 150)])
  func bandsHoldWhatComes(p: Double, q: Double, m: Int) throws {
    var dice = MeasureDice(11)
    let curve = try BassCurve(innovation: p, imitation: q, market: Double(m))
    let runs = 300
    var held = [0, 0]
    for _ in 0..<runs {
      let adoption = try (0..<m).map { _ in try curve.time(toShare: max(dice.unit(), 1e-12)) }
      func adopted(_ time: Double) -> Double { Double(adoption.filter { $0 <= time }.count) }
      let counts = Self.steps(8).map { BassCount(time: $0, cumulative: adopted($0)) }
      let forecast = try BassFit(counts, market: .known(Double(m))).forecast(at: [10, 14])
      for (index, point) in forecast.enumerated() {
        let interval = try #require(point.interval)
        let truth = adopted(point.time)
        held[index] += interval.lower <= truth && truth <= interval.upper ? 1 : 0
      }
    }
    for count in held { #expect((222...264).contains(count), "\(held) of \(runs)") }
  }
}
