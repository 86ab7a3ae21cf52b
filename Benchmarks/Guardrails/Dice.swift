import Foundation

/// Random numbers that a seed repeats (xoshiro256++), and the few distributions the scenarios are made of.
///
/// - Source: D. Blackman, S. Vigna, ACM TOMS 47 (2021) 36, doi:10.1145/3460772.
struct Dice: RandomNumberGenerator {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spare: Double?

  /// A stream of its own for each run of each scenario, so that no number depends on which thread rolled it.
  init(seed: UInt64, stream: UInt64) {
    var mixer = seed &* 0xD134_2543_DE82_EF95 &+ stream
    func word(_ mixer: inout UInt64) -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var mixed = mixer
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    // Streams that follow each other must not overlap in what the mixer walks through.
    mixer = word(&mixer)
    state = (word(&mixer), word(&mixer), word(&mixer), word(&mixer))
  }

  mutating func next() -> UInt64 {
    let sum = state.0 &+ state.3
    let answer = ((sum << 23) | (sum >> 41)) &+ state.0
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return answer
  }

  /// At least 0 and under 1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func coin(_ probability: Double) -> Bool { uniform() < probability }

  /// How many of `count` coins fall on the side of `probability`.
  mutating func heads(_ count: Int, _ probability: Double) -> Int {
    var heads = 0
    for _ in 0..<count where uniform() < probability { heads += 1 }
    return heads
  }

  /// By inversion, for small means; `nothing` is exp(−mean), which callers work out once.
  mutating func poisson(_ mean: Double, nothing: Double) -> Int {
    var left = uniform()
    var mass = nothing
    var count = 0
    while left >= mass, count < 1_000 {
      left -= mass
      count += 1
      mass *= mean / Double(count)
    }
    return count
  }

  mutating func poisson(_ mean: Double) -> Int { poisson(mean, nothing: exp(-mean)) }

  /// Polar method: two at a time.
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      let scale = sqrt(-2 * log(square) / square)
      spare = y * scale
      return x * scale
    }
  }

  /// G. Marsaglia, W. W. Tsang, ACM TOMS 26 (2000) 363–372, doi:10.1145/358407.358414, for shapes of at least 1.
  private mutating func gamma(_ shape: Double) -> Double {
    let d = shape - 1 / 3.0
    let c = 1 / sqrt(9 * d)
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      guard v > 0 else { continue }
      if log(1 - uniform()) < 0.5 * x * x + d * (1 - v + log(v)) { return d * v }
    }
  }

  /// A share of mean `mean` between departments whose people resemble each other by `correlation`.
  mutating func share(mean: Double, correlation: Double) -> Double {
    let size = 1 / correlation - 1
    // A shape under 1 is a shape above 1 times a power of a uniform number.
    func part(_ shape: Double, _ dice: inout Dice) -> Double {
      shape >= 1 ? dice.gamma(shape) : dice.gamma(shape + 1) * pow(1 - dice.uniform(), 1 / shape)
    }
    let failing = part(mean * size, &self)
    return failing / (failing + part((1 - mean) * size, &self))
  }
}
