import Foundation

/// Finds the least squares within bounds: damped Gauss–Newton steps in the logarithms of both coefficients from several
/// starts. Everything is scaled by the time watched, so that days and months give the same curve.
///
/// - Source: D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", Journal of the Society
///   for Industrial and Applied Mathematics 11 (1963) 431–441, doi:10.1137/0111030.
struct BassSearch {
  private let problem: BassProblem
  /// Of ln p and ln q.
  private let low: [Double]
  private let high: [Double]

  private static let starts = 5

  static func best(of problem: BassProblem) throws(BassError) -> BassProblem.Point {
    let search = BassSearch(problem)
    var tried = search.grid().map { (place: $0, loss: search.loss($0)) }
    tried.sort { $0.loss < $1.loss }
    var places = tried.prefix(starts).map(\.place)
    if let rough = search.rough() { places.append(rough) }
    var best = search.descend(from: tried[0].place)
    for place in places.dropFirst() {
      let found = search.descend(from: place)
      if found.loss < best.loss { best = found }
    }
    return try search.judge(best)
  }

  private init(_ problem: BassProblem) {
    self.problem = problem
    let span = problem.span
    let step = span / Double(problem.times.count)
    low = [log(1e-8 / span), log(1e-6 / span)]
    high = [log(50 / step), log(50 / step)]
  }

  private func grid() -> [[Double]] {
    let span = problem.span
    var places: [[Double]] = []
    for p in [0.001, 0.01, 0.05, 0.2, 0.5, 1, 3, 10] {
      for q in [0.01, 0.5, 1, 2, 4, 8, 16, 40] { places.append(held([log(p / span), log(q / span)])) }
    }
    return places
  }

  /// From the regression, where counts are evenly spaced.
  private func rough() -> [Double]? {
    let step = problem.span / Double(problem.times.count)
    for (index, time) in problem.times.enumerated()
    where abs(time - problem.start - step * Double(index + 1)) > step * 1e-6 { return nil }
    var sum = 0.0
    let counts = problem.observed.map { increment in
      sum += increment
      return sum
    }
    guard let curve = BassFit.roughCurve(counts) else { return nil }
    return held([log(curve.innovation / step), log(curve.imitation / step)])
  }

  private func held(_ place: [Double]) -> [Double] {
    [min(max(place[0], low[0]), high[0]), min(max(place[1], low[1]), high[1])]
  }

  private func left(_ place: [Double]) -> [Double] { problem.candidate(exp(place[0]), exp(place[1])).left }

  private func loss(_ place: [Double]) -> Double { left(place).reduce(0) { $0 + $1 * $1 } }

  private func descend(from start: [Double]) -> (place: [Double], loss: Double) {
    var place = start
    var left = left(place)
    var loss = left.reduce(0) { $0 + $1 * $1 }
    var damping = 1e-3
    for _ in 0..<200 {
      let slopes = (0..<2).map { slope(at: place, of: $0) }
      var (pp, pq, qq, p, q) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for index in left.indices {
        pp += slopes[0][index] * slopes[0][index]
        pq += slopes[0][index] * slopes[1][index]
        qq += slopes[1][index] * slopes[1][index]
        p += slopes[0][index] * left[index]
        q += slopes[1][index] * left[index]
      }
      var moved = false
      while damping < 1e15 {
        let step = step(pp * (1 + damping), pq, qq * (1 + damping), p, q, at: place)
        let next = held([place[0] + step[0], place[1] + step[1]])
        let nextLeft = self.left(next)
        let nextLoss = nextLeft.reduce(0) { $0 + $1 * $1 }
        if nextLoss < loss {
          let gain = max(abs(next[0] - place[0]), abs(next[1] - place[1]))
          (place, left, loss) = (next, nextLeft, nextLoss)
          damping = max(damping / 10, 1e-15)
          moved = gain > 1e-13
          break
        }
        damping *= 10
      }
      guard moved else { break }
    }
    return (place, loss)
  }

  /// How what is left at each count changes with a logarithm.
  private func slope(at place: [Double], of coefficient: Int) -> [Double] {
    let width = 1e-5
    var (below, above) = (place, place)
    below[coefficient] -= width
    above[coefficient] += width
    return zip(left(above), left(below)).map { ($0 - $1) / (2 * width) }
  }

  /// Solves the damped equations; a coefficient that is at a bound and would leave it stays.
  private func step(
    _ pp: Double, _ pq: Double, _ qq: Double, _ p: Double, _ q: Double, at place: [Double]
  ) -> [Double] {
    let determinant = pp * qq - pq * pq
    if determinant > 0 {
      let step = [-(qq * p - pq * q) / determinant, -(pp * q - pq * p) / determinant]
      if step.allSatisfy(\.isFinite), !leaves(step[0], place, 0), !leaves(step[1], place, 1) { return step }
    }
    let alone = [pp > 0 ? -p / pp : 0, qq > 0 ? -q / qq : 0].map { $0.isFinite ? $0 : 0 }
    return [leaves(alone[0], place, 0) ? 0 : alone[0], leaves(alone[1], place, 1) ? 0 : alone[1]]
  }

  private func leaves(_ step: Double, _ place: [Double], _ coefficient: Int) -> Bool {
    (step > 0 && place[coefficient] >= high[coefficient]) || (step < 0 && place[coefficient] <= low[coefficient])
  }

  /// Says no where the best place is where the bounds happen to lie.
  private func judge(_ best: (place: [Double], loss: Double)) throws(BassError) -> BassProblem.Point {
    guard best.loss.isFinite else { throw .noEstimate(.noInnovation) }
    var point = problem.candidate(exp(best.place[0]), exp(best.place[1])).point
    let fitted = problem.increments(point)
    let total = fitted.reduce(0, +)
    guard total > 0 else { throw .noEstimate(.noInnovation) }
    if problem.waves.count == 1, fitted[0] >= total * (1 - 1e-6) { throw .noEstimate(.atOnce) }
    if best.place[0] >= high[0] - 1e-6 { throw .noEstimate(.atOnce) }
    if isUnbounded(point) { throw .noEstimate(.marketUnbounded) }
    if best.place[0] <= low[0] + 1e-6 { throw .noEstimate(.noInnovation) }
    // Without imitation the curve is one of its own, not a limit that nothing reaches.
    let alone = problem.candidate(point.p, 0).point
    if best.place[1] <= low[1] + 1e-3, problem.loss(alone) <= best.loss * (1 + 1e-6) { point = alone }
    return point
  }

  /// Whether a market that nothing bounds has left all that was counted far behind.
  private func isUnbounded(_ point: BassProblem.Point) -> Bool {
    problem.isScaleFree && problem.scaleLimit == BassProblem.sizeLimit && point.scale > 1_000 * problem.adopted
  }
}
