/// The least evidence over all points that could be the quantile, for one arm lying above another.
///
/// If the quantile of the upper arm, less a shift, is not above that of the lower one, then the lower arm's quantile x is
/// a point with at most 1 − p of the upper arm's values above x + shift and at most p of the lower arm's below x: the
/// evidence at x is an e-process, and the least over all points is never more. Counting only what is surely above or
/// below makes it less again, never more: so the sketch's error is inside the bound.
struct QuantileSearch {
  let mixture: QuantileMixture
  let upper: QuantileArm
  let lower: QuantileArm

  /// ln of the least e-value.
  ///
  /// - Complexity: O(log² bins) evaluations as a rule, O(bins) at worst.
  func least(shift: Double) -> Double {
    // Between two of the lower arm's edges its count stays and the upper arm's falls: only the ends matter, and infinity.
    let last = lower.uppers.count
    var best = evidence(last, last, shift)
    var open = [(from: 0, to: last - 1)]
    while let (from, to) = open.popLast() {
      guard from <= to, evidence(from, to, shift) < best else { continue }
      if from == to {
        best = evidence(from, to, shift)
        continue
      }
      let middle = (from + to) / 2
      let halves = [(from: from, to: middle), (from: middle + 1, to: to)]
      let isLeftLess = evidence(from, middle, shift) < evidence(middle + 1, to, shift)
      open.append(contentsOf: isLeftLess ? halves.reversed() : halves)
    }
    return best
  }

  /// Whether the least e-value's logarithm reaches `enough`.
  func reaches(_ enough: Double, shift: Double) -> Bool {
    let last = lower.uppers.count
    return reaches(enough, last, last, shift) && reaches(enough, from: 0, to: last - 1, shift)
  }

  private func reaches(_ enough: Double, from: Int, to: Int, _ shift: Double) -> Bool {
    guard from <= to, !reaches(enough, from, to, shift) else { return true }
    guard from < to else { return false }
    let middle = (from + to) / 2
    return reaches(enough, from: from, to: middle, shift) && reaches(enough, from: middle + 1, to: to, shift)
  }

  /// At most the evidence at every edge from one to another: with the count below of the first and the count above of the
  /// last.
  private func evidence(_ from: Int, _ to: Int, _ shift: Double) -> Double {
    mixture.logE(above: above(to, shift), of: upper.count, below: lower.before[from], of: lower.count)
  }

  private func reaches(_ enough: Double, _ from: Int, _ to: Int, _ shift: Double) -> Bool {
    mixture.reaches(
      enough, above: above(to, shift), of: upper.count, below: lower.before[from], of: lower.count)
  }

  private func above(_ place: Int, _ shift: Double) -> Int {
    guard place < lower.uppers.count else { return 0 }
    let point = lower.uppers[place] + shift
    // Rounding may not bring a value above the point that is not.
    return upper.surelyAbove(shift == 0 ? point : point.nextUp)
  }

  /// The greatest shift for which the least evidence is still enough, short of it by `precision` at most; nil where
  /// there is none.
  ///
  /// - Parameter estimate: where to begin.
  func greatestShift(enough: Double, near estimate: Double, precision: Double) -> Double? {
    guard
      let lowest = lower.uppers.first, let highest = lower.uppers.last,
      let least = upper.edge(above: upper.count) ?? upper.edge(above: upper.count - upper.before[1]),
      let most = upper.edge(above: 1)
    else { return nil }
    let floor = least - highest - precision
    var refused = most - lowest + precision
    guard floor.isFinite, refused.isFinite, reaches(enough, shift: floor) else { return nil }
    var held = floor
    var step = 16 * precision
    // Outliers make the whole range far wider than the limit is from the estimate.
    if estimate > floor, estimate < refused {
      if reaches(enough, shift: estimate) {
        held = estimate
      } else {
        refused = estimate
        while estimate - step > floor {
          if reaches(enough, shift: estimate - step) {
            held = estimate - step
            break
          }
          refused = estimate - step
          step *= 2
        }
      }
    }
    while refused - held > precision {
      let middle = held + (refused - held) / 2
      guard middle > held, middle < refused else { break }
      if reaches(enough, shift: middle) { held = middle } else { refused = middle }
    }
    return held
  }
}
