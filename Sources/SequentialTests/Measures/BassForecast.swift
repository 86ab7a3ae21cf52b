import Foundation

extension BassFit {
  /// How many will have adopted by a time.
  public struct Forecast: Sendable, Equatable {
    /// On the common clock.
    public let time: Double
    /// Most likely; not below the last count.
    public let cumulative: Double
    /// From the curve's residuals and from how well they pin its coefficients down; nil where they do not.
    public let interval: MeasureInterval?
  }

  /// What the curve says of those who have not adopted yet: of them, the share that it lets adopt by then.
  ///
  /// - Parameters:
  ///   - times: after the last count.
  ///   - confidence: in (0, 1), for each time on its own.
  /// - Throws: `.invalidOptions` for the confidence, `.invalidTimes`.
  /// - Complexity: O(times × waves + counts × waves).
  public func forecast(at times: [Double], confidence: Double = 0.8) throws(BassError) -> [Forecast] {
    guard MeasureReach.isConfidence(confidence) else { throw .invalidOptions }
    let last = problem.times[problem.times.count - 1]
    for (index, time) in times.enumerated() where !(time > last && time.isFinite) { throw .invalidTimes(index: index) }
    let covariance = coefficientCovariance()
    let reach = MeasureReach.student(confidence, df: Double(degreesOfFreedom))
    let centre = place
    return times.map { time in
      let cumulative = cumulative(at: time, centre)
      let interval = covariance.flatMap { covariance -> MeasureInterval? in
        let slopes = (0..<centre.count).map { slope(of: $0) { self.cumulative(at: time, $0) } }
        var variance = chanceVariance(at: time)
        for (row, left) in slopes.enumerated() {
          for (column, right) in slopes.enumerated() { variance += left * covariance[row][column] * right }
        }
        return MeasureInterval(
          centre: cumulative, reach: reach * max(0, variance).squareRoot(), confidence: confidence,
          within: problem.adopted...max(problem.adopted, mostEver))
      }
      return Forecast(time: time, cumulative: cumulative, interval: interval)
    }
  }

  /// All there are, as far as that is known.
  private var mostEver: Double { problem.waves.reduce(0) { $0 + $1.eligible } * problem.scaleLimit }

  /// The coefficients that were estimated: ln p, then ln q unless there is none, then ln of the scale unless it is known
  /// or as great as it may be.
  private var place: [Double] {
    var place = [log(point.p)]
    if point.q > 0 { place.append(log(point.q)) }
    if hasScale { place.append(log(point.scale)) }
    return place
  }

  private var hasScale: Bool {
    problem.isScaleFree && point.scale < problem.scaleLimit && point.scale > problem.scaleFloor
  }

  private func point(_ place: [Double]) -> BassProblem.Point {
    BassProblem.Point(
      p: exp(place[0]), q: point.q > 0 ? exp(place[1]) : 0,
      scale: hasScale ? exp(place[place.count - 1]) : point.scale)
  }

  private func cumulative(at time: Double, _ place: [Double]) -> Double {
    let other = point(place)
    let size = problem.waves.reduce(0) { $0 + $1.eligible }
    let seen = problem.adopted
    return seen + max(0, size * other.scale - seen) * share(at: time, other)
  }

  /// Of those who will adopt after the last count, the share that does by a time.
  private func share(at time: Double, _ other: BassProblem.Point) -> Double {
    let size = problem.waves.reduce(0) { $0 + $1.eligible }
    let before = problem.adopted(by: problem.times[problem.times.count - 1], other.p, other.q)
    let now = problem.adopted(by: time, other.p, other.q)
    return size > before ? min(1, max(0, (now - before) / (size - before))) : 1
  }

  private func chanceVariance(at time: Double) -> Double {
    let share = share(at: time, point)
    return dispersion * max(0, market - problem.adopted) * share * (1 - share)
  }

  private func slope(of coefficient: Int, _ value: ([Double]) -> Double) -> Double {
    let width = 1e-5
    var (below, above) = (place, place)
    below[coefficient] -= width
    above[coefficient] += width
    return (value(above) - value(below)) / (2 * width)
  }

  /// Of `place`, by the sandwich for squares of equal weight under errors that grow with the increments; nil where the
  /// counts do not tell the coefficients apart.
  private func coefficientCovariance() -> [[Double]]? {
    let size = place.count
    let rows = problem.times.indices.map { index in
      (0..<size).map { slope(of: $0) { problem.increments(self.point($0))[index] } }
    }
    var (bread, filling) = (Self.zeros(size), Self.zeros(size))
    for (row, increment) in zip(rows, problem.increments(point)) {
      for i in 0..<size {
        for j in 0..<size {
          bread[i][j] += row[i] * row[j]
          filling[i][j] += row[i] * row[j] * dispersion * increment
        }
      }
    }
    var inverse: [[Double]] = []
    for i in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[i] = 1
      guard let column = SymmetricSystem.solve(bread, unit) else { return nil }
      inverse.append(column)
    }
    return Self.product(Self.product(inverse, filling), inverse)
  }

  private static func zeros(_ size: Int) -> [[Double]] {
    [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
  }

  private static func product(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] {
    var result = zeros(left.count)
    for i in left.indices {
      for j in left.indices {
        for k in left.indices { result[i][j] += left[i][k] * right[k][j] }
      }
    }
    return result
  }
}
