extension SimulationSpread {
  /// - Parameters:
  ///   - samples: whole numbers in the order drawn, whole batches of them, at least one.
  ///   - scale: by what each is multiplied,
  ///   - base: and what is then added.
  init(_ samples: [Double], scale: Double = 1, base: Int = 0) {
    let batch = SimulationStrata.count
    var means: [Double] = []
    var high: [Double] = []
    for first in stride(from: 0, to: samples.count, by: batch) {
      let part = samples[first..<min(first + batch, samples.count)].sorted()
      means.append(Self.mean(part))
      high.append(part[(4 * part.count + 4) / 5 - 1])
    }
    let mean = Self.mean(samples)
    sorted = samples.sorted().map { base + Int($0 * scale) }
    self.mean = Double(base) + mean * scale
    standardDeviation = Self.variance(samples, mean).squareRoot() * scale
    let batches = Double(means.count)
    meanError = (Self.variance(means, Self.mean(means)) / batches).squareRoot() * scale
    p80Error = (Self.variance(high, Self.mean(high)) / batches).squareRoot() * scale
  }

  static func mean(_ values: [Double]) -> Double {
    guard let first = values.first else { return 0 }
    var sum = 0.0
    for value in values { sum += value - first }
    return first + sum / Double(values.count)
  }

  private static func variance(_ values: [Double], _ mean: Double) -> Double {
    guard values.count > 1 else { return 0 }
    var sum = 0.0
    for value in values { sum += (value - mean) * (value - mean) }
    return sum / Double(values.count - 1)
  }
}
