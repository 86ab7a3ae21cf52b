import Foundation

/// The likelihood of a common ratio of rates, given how the events of each stratum divide.
///
/// ln L(r) = x ln r − Σ n ln(1 + ρ(r − 1)), where x counts the treatment's events, and n and ρ are a stratum's events
/// and the treatment's exposure share.
struct ShareLikelihood {
  let treatment: Int
  let control: Int
  /// Strata of one share are one stratum: as many as there are different shares, ascending.
  private let parts: [(events: Double, share: Double, rest: Double)]

  init(_ strata: [ShareStratum]) throws(EProcessError) {
    var treatment = 0
    var control = 0
    for stratum in strata {
      try EProcessError.checkCounts(stratum.treatment, stratum.control)
      try EProcessError.checkShare(stratum.share)
      treatment += stratum.treatment
      control += stratum.control
      try EProcessError.checkCounts(treatment, control)
    }
    self.treatment = treatment
    self.control = control
    var parts: [(events: Int, share: Double)] = []
    for stratum in strata.sorted(by: { $0.share < $1.share }) {
      let events = stratum.treatment + stratum.control
      if let last = parts.indices.last, parts[last].share == stratum.share {
        parts[last].events += events
      } else if events > 0 {
        parts.append((events, stratum.share))
      }
    }
    self.parts = parts.map { (Double($0.events), $0.share, 1 - $0.share) }
  }

  private init(treatment: Int, control: Int, parts: [(events: Double, share: Double, rest: Double)]) {
    self.treatment = treatment
    self.control = control
    self.parts = parts
  }

  /// With the arms exchanged: ratios become their reciprocals.
  var mirrored: ShareLikelihood {
    ShareLikelihood(
      treatment: control, control: treatment, parts: parts.map { ($0.events, $0.rest, $0.share) })
  }

  /// ln E of the mixture over the grid, relative to the ratio exp(`origin`).
  func logE(_ grid: RatioGrid, above origin: Double) -> Double { RatioGrid.logMean(logs(grid, above: origin)) }

  /// ln E of each alternative; in proportion to the events.
  func logs(_ grid: RatioGrid, above origin: Double) -> SIMD16<Double> {
    let base = exp(origin)
    var more = SIMD16<Double>(repeating: 0)
    var less = SIMD16<Double>(repeating: 0)
    for index in 0..<RatioGrid.count {
      more[index] = expm1(grid.logs[index])
      less[index] = expm1(-grid.logs[index])
    }
    var sums = SIMD16<Double>(repeating: 0)
    var powers = Double(treatment)
    for part in parts {
      // 1 + θ(r − 1) = r (1 + (1 − θ)(1/r − 1)): in the lesser of the shares that the origin makes of it, so that
      // where nearly all events are one arm's no digits cancel.
      let whole = part.share * base + part.rest
      let isMost = part.share * base > part.rest
      if isMost { powers -= part.events }
      let share = (isMost ? part.rest : part.share * base) / whole
      let steps = (isMost ? less : more) * share
      if share > 0.001 {
        // Half the time of `log1p`, and no digit less that would show.
        for index in 0..<RatioGrid.count { sums[index] += part.events * log(1 + steps[index]) }
      } else {
        for index in 0..<RatioGrid.count { sums[index] += part.events * log1p(steps[index]) }
      }
    }
    return grid.logs * powers - sums
  }

  /// The maximum likelihood estimate of the ratio: 0 without the treatment's events, nil without the control's.
  var ratio: Double? {
    guard control > 0 else { return nil }
    guard treatment > 0 else { return 0 }
    if parts.count == 1 { return Double(treatment) / Double(control) * (parts[0].rest / parts[0].share) }
    let logRatio = Crossing.find(from: 0, step: 0.5, least: -300, most: 300) { logRatio in
      let base = exp(logRatio)
      var expected = 0.0
      for part in parts { expected += part.events * (part.share * base / (part.share * base + part.rest)) }
      return Double(treatment) - expected
    }
    return logRatio.map { exp($0) }
  }

  /// ln of the least ratio that the e-process above it does not reject; nil while it rejects none.
  func logLowerLimit(_ grid: RatioGrid, bound: Double) -> Double? {
    // At the least of ratios the e-value is the greatest it can be: the mean of ratio to the power of the events.
    guard treatment > 0, RatioGrid.logMean(grid.logs * Double(treatment)) > bound else { return nil }
    let information = 1 / (1 / (Double(treatment) + 0.5) + 1 / (Double(control) + 0.5))
    return LevelSearch(bound: bound, least: -300, most: 300)
      .lower(estimate: ratio.map { log($0) } ?? 0, information: information) { logE(grid, above: $0) }
  }
}
