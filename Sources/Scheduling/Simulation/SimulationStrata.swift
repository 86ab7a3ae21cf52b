/// One Latin hypercube's places along [0, 1): one in each of `count` equal strata, all at the same height within it.
///
/// The heights of successive batches follow the golden ratio, so that all batches together fill the strata evenly.
struct SimulationStrata {
  static let count = SimulationOptions.batch
  /// Tables at heights a quarter apart; drivers take turns among them, so that they do not lean one way together.
  static let phases = 4

  /// The shares, ascending.
  let shares: [Double]
  /// Their normal scores, ascending.
  let scores: [Double]
  /// Where each score lies between the knots of its cell of a `SimulationQuantiles` curve.
  let fractions: [Double]
  /// The cells that hold scores.
  let cells: [Cell]

  struct Cell {
    let index: Int
    let from: Int
    let to: Int
  }

  /// The tables of a batch, one for each phase.
  static func tables(seed: UInt64, batch: Int) -> [SimulationStrata] {
    var random = SimulationRandom(seed: seed, .phase, index: 0, batch: 0)
    let start = random.unit()
    return (0..<phases).map { phase in
      let height = start + Double(batch) * 0.618_033_988_749_894_9 + Double(phase) / Double(phases)
      return SimulationStrata(height: height - height.rounded(.down))
    }
  }

  /// - Parameter height: from 0 up to 1.
  init(height: Double) {
    var cells: [Cell] = []
    var fractions: [Double] = []
    shares = (0..<Self.count).map { (Double($0) + height) / Double(Self.count) }
    scores = shares.map { SimulationMath.normalQuantile($0) }
    for (index, score) in scores.enumerated() {
      let place = (score - SimulationQuantiles.firstKnot) / SimulationQuantiles.knotStep
      let cell = min(max(Int(place), 0), SimulationQuantiles.cells - 1)
      fractions.append(place - Double(cell))
      if let last = cells.last, last.index == cell {
        cells[cells.count - 1] = Cell(index: cell, from: last.from, to: index + 1)
      } else {
        cells.append(Cell(index: cell, from: index, to: index + 1))
      }
    }
    self.fractions = fractions
    self.cells = cells
  }
}
