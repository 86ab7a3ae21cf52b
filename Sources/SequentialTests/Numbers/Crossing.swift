/// Where a falling function comes down to a level.
enum Crossing {
  /// Widens from a first guess in either direction, then narrows down.
  ///
  /// - Parameters:
  ///   - start: a first guess, clamped to the ends.
  ///   - step: how far it may be off; positive.
  ///   - least: where the search ends on the left.
  ///   - most: where it ends on the right.
  ///   - excess: the function less the level.
  /// - Returns: an argument at which the function is still at or above the level, by at most 10⁻⁹, or within 10⁻¹² of
  ///   one where it is not; nil where it is nowhere above, and `most` where it is nowhere below.
  /// - Complexity: about ten evaluations, a few hundred at most.
  static func find(
    from start: Double, step: Double, least: Double, most: Double, _ excess: (Double) -> Double
  ) -> Double? {
    let middle = min(max(start, least), most)
    let value = excess(middle)
    var step = max(step, 1e-9)
    var last = (at: middle, value: value)
    // Not a number counts as below, so that what is returned is always an argument that was seen above.
    if value >= 0 {
      while last.at < most {
        let next = min(most, last.at + step)
        let value = excess(next)
        if !(value >= 0) { return find(above: last, below: (next, value), excess) }
        last = (next, value)
        step *= 2
      }
      return most
    }
    while last.at > least {
      let next = max(least, last.at - step)
      let value = excess(next)
      if value >= 0 { return find(above: (next, value), below: last, excess) }
      last = (next, value)
      step *= 2
    }
    return nil
  }

  /// Between an argument where the function is at or above the level, and one to its right or left where it is below.
  static func find(
    above: (at: Double, value: Double), below: (at: Double, value: Double), _ excess: (Double) -> Double
  ) -> Double {
    var above = above
    var below = below
    var lastSide = 0
    for round in 0..<200 {
      let width = below.at - above.at
      guard width.magnitude > 1e-12 * max(1, above.at.magnitude) else { break }
      // False position. The value of an end that stays is reduced (N. Anderson, Å. Björck, BIT 13 (1973) 253–264,
      // doi:10.1007/BF01951936), and what still crawls is bisected.
      // Aimed a little above the level, where the search may end.
      let aim = min(5e-10, above.value / 2)
      var next = above.at + width * ((above.value - aim) / (above.value - below.value))
      let isInside = min(above.at, below.at) < next && next < max(above.at, below.at)
      if !isInside || round % 8 == 7 { next = above.at + width / 2 }
      let value = excess(next)
      if value >= 0 {
        if value <= 1e-9 { return next }
        if lastSide == 1 { below.value *= reduction(value, above.value) }
        above = (next, value)
        lastSide = 1
      } else {
        if lastSide == -1 { above.value *= reduction(value, below.value) }
        below = (next, value.isNaN ? -above.value : value)
        lastSide = -1
      }
    }
    return above.at
  }

  private static func reduction(_ value: Double, _ before: Double) -> Double {
    let factor = 1 - value / before
    return factor > 0 ? factor : 0.5
  }
}
