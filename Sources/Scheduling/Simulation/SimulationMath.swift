/// Elementary functions from plain arithmetic: the C library's differ between machines in the last bit.
enum SimulationMath {
  /// The natural logarithm of a positive, finite, normal number; relative error about 1e-16.
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.414_213_562_373_095_1 {
      m /= 2
      exponent += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    var sum = 0.0
    for k in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(k) }
    return 2 * s * sum + exponent * 0.693_147_180_559_945_3
  }

  /// e to the power of `x`, which is held within ±700; relative error about 1e-15.
  static func exp(_ x: Double) -> Double {
    let x = min(max(x, -700), 700)
    let k = (x * 1.442_695_040_888_963_4).rounded(.toNearestOrEven)
    // ln 2 in two parts, of which the first times k is exact.
    let r = (x - k * 0.693_147_180_369_123_8) - k * 1.908_214_929_270_587_7e-10
    var sum = 1.0
    for n in stride(from: 14, through: 1, by: -1) { sum = 1 + r * sum / Double(n) }
    return Double(sign: .plus, exponent: Int(k), significand: sum)
  }

  /// The standard normal density.
  static func density(_ z: Double) -> Double {
    0.398_942_280_401_432_7 * exp(-z * z / 2)
  }

  /// The share of the standard normal distribution below `z` within ±6; absolute error about 1e-15.
  ///
  /// ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …), whose terms all have one sign.
  static func normal(_ z: Double) -> Double {
    var term = z
    var sum = z
    var k = 1.0
    while abs(term) > abs(sum) * 1e-17 {
      k += 2
      term *= z * z / k
      sum += term
    }
    return 0.5 + density(z) * sum
  }

  /// Below which normal score a share `u` lies; held within ±5, which leaves out less than a millionth.
  ///
  /// Taylor's series of the inverse about the nearest knot below.
  static func normalQuantile(_ u: Double) -> Double {
    let j = max(0, knots.countOfPrefix { $0.share <= u } - 1)
    let z = knots[j].z
    let d = (u - knots[j].share) / knots[j].density
    let (z2, z4) = (z * z, z * z * z * z)
    // With x' = 1/φ(x): x'' = x x'², and so on.
    let c2 = z / 2
    let c3 = (2 * z2 + 1) / 6
    let c4 = z * (6 * z2 + 7) / 24
    let c5 = (24 * z4 + 46 * z2 + 7) / 120
    let c6 = z * (120 * z4 + 326 * z2 + 127) / 720
    let c7 = (720 * z4 * z2 + 2556 * z4 + 1740 * z2 + 127) / 5040
    let step = d * (1 + d * (c2 + d * (c3 + d * (c4 + d * (c5 + d * (c6 + d * c7))))))
    return min(max(z + step, -5), 5)
  }

  private struct Knot {
    let z: Double
    let share: Double
    let density: Double
  }

  /// Steps of 1/32, so that d stays small where the density falls.
  private static let knots: [Knot] = (-160...160).map { index in
    let z = Double(index) / 32
    return Knot(z: z, share: normal(z), density: density(z))
  }

  /// The least share of a beta distribution with `a` + `b` = 6, 1 ≤ `a` ≤ 5, below `x` in 0…½.
  ///
  /// Soper's series: the terms fall by a factor of about `x`.
  static func betaShare(_ a: Double, _ x: Double, logBeta: Double) -> Double {
    guard x > 0 else { return 0 }
    let b = 6 - a
    var term = 1 / a
    var sum = term
    var n = 0.0
    while term > sum * 1e-17 {
      term *= x * (6 + n) / (a + 1 + n)
      sum += term
      n += 1
    }
    return sum * exp(a * log(x) + b * log(1 - x) - logBeta)
  }

  /// The logarithm of the complete beta function of `a` and 6 − `a`, from its own integral: the shares up to ½ from
  /// both sides amount to 1.
  static func logBeta(_ a: Double) -> Double {
    log(betaShare(a, 0.5, logBeta: 0) + betaShare(6 - a, 0.5, logBeta: 0))
  }
}
